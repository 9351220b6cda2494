/**
 * What a visitor types to say who they are, brought to one form before anything counts or
 * compares it, so that `Alice `, `ALICE` and a decomposed accent are one identifier (CVE-2025-6004,
 * CVE-2019-19844). Look-ups compare this form with stored names in the same form.
 */
export const IDENTIFIER_MAX_LENGTH = 256;

export type IdentifierFault = 'empty' | 'too-long' | 'forbidden-characters';

export type IdentifierResult =
  | { readonly ok: true; readonly canonical: string }
  | { readonly ok: false; readonly fault: IdentifierFault };

// Control, format (zero-width, direction) and unpaired surrogate characters have no place in a name.
const forbidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** @param typed as received; at most {@link IDENTIFIER_MAX_LENGTH} code points are accepted. */
export function canonicalIdentifier(typed: string): IdentifierResult {
  const trimmed = typed.trim();
  if (trimmed === '') return { ok: false, fault: 'empty' };
  if ([...trimmed].length > IDENTIFIER_MAX_LENGTH) return { ok: false, fault: 'too-long' };
  const composed = trimmed.normalize('NFC');
  if (forbidden.test(composed)) return { ok: false, fault: 'forbidden-characters' };
  // A full-width sign that a compatibility mapping would turn into syntax is an attack, not a name.
  if (count(composed.normalize('NFKC'), '@') !== count(composed, '@')) {
    return { ok: false, fault: 'forbidden-characters' };
  }
  return { ok: true, canonical: canonicalForm(composed) };
}

/**
 * The form in which stored names are kept beside themselves and looked up: exact but for letter case and
 * composition. Composed again at the end because lower case can bring letters together (`J̌` becomes `ǰ`).
 */
export function canonicalForm(name: string): string {
  return name.trim().normalize('NFC').toLowerCase().normalize('NFC');
}

function count(text: string, sign: string): number {
  return text.split(sign).length - 1;
}
