const pattern =
  /^(\d{4})(\d{2})(\d{2})(\d{2})(?:(\d{2})(?:(\d{2}))?)?(?:[.,](\d+))?(Z|([+-])(\d{2})(\d{2})?)$/;

/**
 * Epoch ms of a GeneralizedTime (RFC 4517 §3.3.13), fractions of an hour, minute or second included; null for what
 * is none, as the `000001010000Z` with which OpenLDAP means "until somebody unlocks".
 */
export function readGeneralizedTime(text: string | null): number | null {
  const found = pattern.exec(text ?? '');
  if (found === null) return null;
  const [, year, month, day, hour, minute, second, fraction, , sign, zoneHours, zoneMinutes] =
    found;
  const parts = [year, month, day, hour, minute ?? 0, second ?? 0].map(Number);
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = parts;
  if (y < 1 || mo < 1 || mo > 12 || d < 1 || h > 23 || mi > 59 || s > 60) return null;
  // Two-digit years are years of this century to Date.UTC alone.
  const at = new Date(0);
  at.setUTCFullYear(y, mo - 1, d);
  if (at.getUTCDate() !== d) return null;
  at.setUTCHours(h, mi, s);
  const unitMs = second !== undefined ? 1000 : minute !== undefined ? 60_000 : 3_600_000;
  const zoneMs = (Number(zoneHours ?? 0) * 60 + Number(zoneMinutes ?? 0)) * 60_000;
  return (
    at.getTime() +
    Math.floor(Number(`0.${fraction ?? 0}`) * unitMs) -
    (sign === '-' ? -zoneMs : zoneMs)
  );
}
