/**
 * A reference as it was read out: `k7qm 2f9t` is `K7QM-2F9T`. The letters that are mistaken for digits
 * do not occur in references (Crockford's Base 32).
 */
export function readReference(typed: string): string {
  const signs = typed
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return signs.length === 8 ? `${signs.slice(0, 4)}-${signs.slice(4)}` : signs;
}
