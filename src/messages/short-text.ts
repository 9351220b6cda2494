import { smsSegments } from '../domain/sms-segments.ts';
import { fill, type Language } from '../locales/index.ts';
import type { CodeMessageKind, MessageBrand, MessageParams } from '../ports/messages.ts';

const names = {
  'reset-code': 'resetCode',
  'registration-code': 'confirmation',
  'carrier-test': 'test',
} as const satisfies Record<CodeMessageKind, string>;

/** Which wording a text has: a code says what it opens. */
export function textNameOf<Kind extends CodeMessageKind>(
  kind: Kind,
  params: MessageParams[Kind],
): keyof Language['carriers']['texts'] {
  const opensLock = 'purpose' in params && params.purpose === 'unlock';
  return opensLock ? 'unlockCode' : names[kind];
}

/**
 * The code first, so that it shows in the notification; last a line that binds it to this site, by which a phone fills
 * in the code here and nowhere else (WICG, Origin-bound one-time codes delivered via SMS). Whatever does not fit into
 * one text is left out: first the organisation's name, then that line.
 */
export function shortText(
  text: keyof Language['carriers']['texts'],
  code: string,
  language: Language,
  { organisation, host }: Pick<MessageBrand, 'organisation' | 'host'>,
): string {
  const { full, short } = language.carriers.texts[text];
  const wordings = [fill(language, full, { organisation }), short];
  const bound = wordings.map((wording) => `${code} ${wording}\n@${host} #${code}`);
  const unbound = wordings.map((wording) => `${code} ${wording}`);
  return [...bound, ...unbound].find(fitsIntoOne) ?? `${code} ${short}`;
}

export function fitsIntoOne(text: string): boolean {
  return smsSegments(text).parts.length === 1;
}
