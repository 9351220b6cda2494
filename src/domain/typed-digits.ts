export const MIN_DIGITS = 6;
export const MAX_DIGITS = 12;

/** What a mail program, a keyboard or a person puts between digits: blanks, dashes, invisible marks. */
const betweenDigits = /[\s\p{Z}\p{Pd}\p{Cf}\u2212]/gu;
/** Zero of the digits people's keyboards have: Arabic-Indic, Persian and Urdu, Devanagari, full-width. */
const zeros = [0x0660, 0x06f0, 0x0966, 0xff10];

/**
 * A typed code as plain digits; null when it cannot be one. Any length that a code can have: one that was sent before
 * the setting was changed stays good.
 */
export function normaliseDigits(typed: string): string | null {
  const answer = asciiDigits(typed.replace(betweenDigits, ''));
  return /^[0-9]+$/.test(answer) && answer.length >= MIN_DIGITS && answer.length <= MAX_DIGITS
    ? answer
    : null;
}

/** Digits of the keyboards people have, as ASCII ones. */
export function asciiDigits(text: string): string {
  return text.replace(/\p{Nd}/gu, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    const zero = zeros.find((start) => code >= start && code < start + 10);
    return zero === undefined ? sign : String(code - zero);
  });
}
