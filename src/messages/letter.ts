import type { Language } from '../locales/index.ts';
import type { MessageBrand } from '../ports/messages.ts';

/** One piece of a message; the text part and the HTML part are drawn from the same pieces. */
export type Piece =
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  /** Large and spaced to read, in one run to copy. */
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'facts'; readonly facts: readonly (readonly [name: string, value: string])[] }
  | { readonly kind: 'steps'; readonly steps: readonly string[] }
  | { readonly kind: 'action'; readonly label: string; readonly url: string };

/** A message before it is drawn. No subject holds a secret: it shows on a locked screen. */
export interface Letter {
  readonly subject: string;
  readonly greeting: string | null;
  readonly pieces: readonly Piece[];
}

/** One message: what it says, in a language, for an organisation. Its values are plain already. */
export type LetterOf<Params> = (params: Params, language: Language, brand: MessageBrand) => Letter;

const longestValue = 160;
// Control and line characters would end a header or forge a line; direction marks would turn text around.
const unprintable =
  /[\p{Cc}\p{Zl}\p{Zp}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/** A name or other value from outside on one line, in one direction and of a length that fits. */
export function plainValue(value: string): string {
  const line = value.replace(unprintable, ' ').replace(/ {2,}/g, ' ').trim();
  const characters = [...line];
  return characters.length <= longestValue
    ? line
    : `${characters.slice(0, longestValue - 1).join('')}…`;
}
