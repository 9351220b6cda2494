import { readGeneralizedTime } from '../ldap/generalized-time.ts';

const dayMs = 86_400_000;

/** Epoch ms of a time as LDAP writes it, or of whole days since 1970 as shadowLastChange has them (RFC 2307). */
export function readChangedTime(text: string | null): number | null {
  if (text !== null && /^\d{1,6}$/.test(text)) return Number(text) * dayMs;
  return readGeneralizedTime(text);
}
