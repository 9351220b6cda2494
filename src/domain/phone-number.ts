/** A number as it is dialled: `+` and 7 to 15 digits (ITU-T E.164), with what to key in once somebody answers. */
export interface PhoneNumber {
  readonly e164: string;
  readonly extension: string | null;
}

export type PhoneNumberFault = 'wrong-format' | 'country-code-missing';

const betweenDigits = /[\s\p{Z}\p{Pd}\p{Cf}()./\u2212]/gu;
const extensionAtEnd = /(?:x|ext\.?|#|;ext=)\s*(\d{1,8})$/iu;

/**
 * Own strict grammar: a leading `+` and country code, digits with blanks, dashes, dots and brackets between them, and
 * an extension such as `x1234`. What has no country code could be dialled anywhere, so it is refused (ME-23).
 */
export function readPhoneNumber(
  text: string,
):
  | { readonly ok: true; readonly number: PhoneNumber }
  | { readonly ok: false; readonly fault: PhoneNumberFault } {
  const trimmed = text.trim();
  if (trimmed.length > 64) return { ok: false, fault: 'wrong-format' };
  const extension = extensionAtEnd.exec(trimmed);
  const dialled = (extension === null ? trimmed : trimmed.slice(0, extension.index).trim()).replace(
    betweenDigits,
    '',
  );
  if (/^[0-9]+$/.test(dialled)) return { ok: false, fault: 'country-code-missing' };
  // A trunk zero in brackets, as in +44 (0)20, is left to the person: nobody dials it with a country code.
  if (!/^\+[1-9][0-9]{6,14}$/.test(dialled)) return { ok: false, fault: 'wrong-format' };
  return { ok: true, number: { e164: dialled, extension: extension?.[1] ?? null } };
}

/** `+14255550100`, with an extension as RFC 3966 writes it: `+442079460000;ext=1234`. */
export function dialForm({ e164, extension }: PhoneNumber): string {
  return extension === null ? e164 : `${e164};ext=${extension}`;
}
