/** The messages Postern sends, and what each is told. Texts live in src/locales, layout in src/messages. */
export interface MessageParams {
  'reset-code': {
    readonly code: string;
    readonly minutes: number;
    readonly displayName: string;
    readonly reference: string;
    readonly askedFrom: string;
  };
  /** For somebody who asked and may not reset themselves; says whom to ask instead. */
  'reset-not-available': {
    readonly displayName: string;
    readonly reference: string;
    readonly reason: 'not-enabled' | 'blocked' | 'frozen';
  };
  'password-changed': {
    readonly displayName: string;
    readonly kind: 'reset' | 'change';
    readonly at: number;
    readonly askedFrom: string;
    readonly reference: string;
    /** Absolute link that freezes self-service for this account. */
    readonly notMeUrl: string;
  };
  'administrators-alert': {
    readonly alert: 'reported-not-me';
    readonly username: string;
    readonly at: number;
    readonly reference: string;
  };
}

export type MessageKind = keyof MessageParams;

export interface RenderedMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MessageBrand {
  readonly organisation: string;
  readonly helpContact: string | null;
}

export interface MessageRenderer {
  render<Kind extends MessageKind>(
    kind: Kind,
    params: MessageParams[Kind],
    locale: string,
    brand: MessageBrand,
  ): RenderedMessage;
}
