/**
 * Texts are plain data: a string, a string with `{placeholders}`, or plural forms chosen by a `{count}`.
 * English is the source; its types say which placeholders a text takes, so that a page cannot forget one,
 * and every other language is checked against its shape when it is compiled.
 */
declare const takes: unique symbol;

/** A text that must be filled before it can be shown; `Name` is the union of its placeholders. */
export interface Template<Name extends string> {
  readonly [takes]: Name;
}

/** A text in the plural forms of its language (CLDR), chosen by `{count}`; `Name` are its placeholders. */
export interface Plural<Name extends string> {
  readonly [takes]: readonly [Name];
}

/** The forms as a language writes them down; which are needed depends on the language. */
export type PluralForms = { readonly other: string } & {
  readonly [Form in Intl.LDMLPluralRule]?: string;
};

type NamesIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | NamesIn<Rest>
  : never;

/** What a translation of `Source` must look like. */
export type TranslationOf<Source> = Source extends string
  ? string
  : Source extends { readonly one: string; readonly other: string }
    ? PluralForms
    : { readonly [Key in keyof Source]: TranslationOf<Source[Key]> };

/** `Source` as pages and messages see it. */
export type SpokenOf<Source> = Source extends string
  ? [NamesIn<Source>] extends [never]
    ? string
    : Template<NamesIn<Source>>
  : Source extends {
        readonly one: infer One extends string;
        readonly other: infer Other extends string;
      }
    ? Plural<NamesIn<One> | NamesIn<Other>>
    : { readonly [Key in keyof Source]: SpokenOf<Source[Key]> };

export type Values = Readonly<Record<string, string | number>>;

/** How a language writes: all that filling a text needs of it. */
export interface Script {
  /** BCP 47. */
  readonly code: string;
  readonly dir: 'ltr' | 'rtl';
  readonly numbers: Intl.NumberFormat;
  readonly plurals: Intl.PluralRules;
  readonly times: Intl.DateTimeFormat;
}

export function scriptOf(code: string, dir: Script['dir']): Script {
  return {
    code,
    dir,
    numbers: new Intl.NumberFormat(code),
    plurals: new Intl.PluralRules(code),
    // Nobody knows the reader's time zone, so times are told in UTC and say so.
    times: new Intl.DateTimeFormat(code, {
      dateStyle: 'long',
      timeStyle: 'short',
      timeZone: 'UTC',
    }),
  };
}

const placeholder = /\{([a-zA-Z]+)\}/g;

/** The placeholders of a text, each once, sorted. */
export function placeholdersOf(text: string): string[] {
  return [...new Set([...text.matchAll(placeholder)].map(([, name]) => name ?? ''))].toSorted();
}

/**
 * Puts values into a text whose placeholders are known only when it runs, such as an error's message;
 * one without a value stays as it is.
 */
export function fillLoosely(script: Script, text: string, values: Values): string {
  return text.replace(placeholder, (whole, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return whole;
    return typeof value === 'number' ? script.numbers.format(value) : isolate(script, value);
  });
}

export function fill<Name extends string>(
  script: Script,
  template: Template<Name>,
  values: Readonly<Record<Name, string | number>>,
): string {
  return fillLoosely(script, template as unknown as string, values);
}

export function fillCounted<Name extends string>(
  script: Script,
  plural: Plural<Name>,
  count: number,
  values: Readonly<Record<Exclude<Name, 'count'>, string | number>>,
): string {
  const forms = plural as unknown as PluralForms;
  const text = forms[script.plurals.select(count)] ?? forms.other;
  return fillLoosely(script, text, { ...(values as Values), count });
}

export function formatTime(script: Script, at: number): string {
  return `${script.times.format(at)} UTC`;
}

/** First strong isolate … pop directional isolate (Unicode UAX 9): a left-to-right name keeps its order. */
function isolate(script: Script, value: string): string {
  return script.dir === 'rtl' ? `\u2068${value}\u2069` : value;
}
