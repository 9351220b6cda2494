/**
 * The form in which a password is checked, hashed and verified: Unicode NFC (NIST SP 800-63B-4
 * §3.1.1.2), so that one password typed on two keyboards is one password. Nothing is trimmed,
 * folded or cut off.
 */
export function normalisePassword(typed: string): string {
  return typed.normalize('NFC');
}

const substitutes: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', $: 's', '@': 'a' };

/**
 * The form in which passwords are compared with words that people use: lower case, and the four
 * substitutions that Microsoft documents for Entra Password Protection (`0→o 1→l $→s @→a`).
 * It is never stored and never hashed as a password.
 */
export function comparable(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[01$@]/g, (sign) => substitutes[sign] ?? sign)
    .normalize('NFC');
}

/** Characters as a person counts them for a length: one per code point (NIST SP 800-63B-4 §3.1.1.2). */
export function codePoints(text: string): string[] {
  return [...text];
}
