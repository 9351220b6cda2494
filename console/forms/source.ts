export interface SettingText {
  readonly label: string;
  readonly help: string;
  /** Its value has lines, as a certificate has. */
  readonly multiline?: boolean;
}

/** Where the values of a form are kept, under dotted paths; an item of a list by its place: `custom.0.texts`. */
export interface FormSource {
  readonly readOnly: boolean;
  readonly value: (path: string) => unknown;
  readonly set: (path: string, value: unknown) => void;
  /** What is wrong with a setting, or with anything below it. */
  readonly fault: (path: string) => string | undefined;
  /** Something was typed that cannot be kept; null when it is mended. */
  readonly reject: (path: string, message: string | null) => void;
  /** The console's own words for a setting; without any the schema's are shown. */
  readonly textOf: (path: string) => SettingText | undefined;
  /** Whether a secret is kept already, which is never shown. */
  readonly keepsSecret: (path: string) => boolean;
}
