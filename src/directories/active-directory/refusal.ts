import type { RefusalReason } from '../../domain/password/refusals.ts';
import type { DirectoryPasswordPolicy } from '../../ports/directory.ts';
import { type LdapAnswer, resultCodes } from '../ldap/faults.ts';

/** The Win32 code that an answer begins with (MS-ERREF 2.2). */
const byExtendedCode: Readonly<Record<string, RefusalReason>> = {
  '00000005': 'not-permitted',
  '00000056': 'wrong-current-password',
  '00000775': 'account-locked',
  '00000533': 'account-disabled',
  '00000701': 'account-expired',
  '0000202B': 'not-permitted',
  '00002098': 'not-permitted',
  '00002030': 'unknown',
};

/** In the words of Samba and of password filters; a Windows domain controller leaves the reason out. */
const byWords: readonly (readonly [RegExp, RefusalReason])[] = [
  [/history/i, 'in-history'],
  [/too young|minimum password age/i, 'too-young'],
  [/too short|minimum password length/i, 'too-short'],
  [/complexity/i, 'complexity'],
  [/too long/i, 'too-long'],
];

export interface RefusedWrite {
  readonly answer: LdapAnswer;
  readonly password: string;
  readonly username: string;
  readonly displayName: string;
  readonly policy: DirectoryPasswordPolicy | null;
  /** Seconds since the password was set. */
  readonly ageSeconds: number | null;
  /** Whether the write was held to the history and the minimum age. */
  readonly heldToHistory: boolean;
  readonly protected: boolean;
}

/** Why a domain controller refused a password. */
export function refusalOf(write: RefusedWrite): RefusalReason {
  const { code, diagnostic } = write.answer;
  const extended = /^([\dA-F]{8}):/i.exec(diagnostic)?.[1]?.toUpperCase() ?? '';
  const reason = byExtendedCode[extended] ?? reasonOfCode(code);
  if (reason === 'not-permitted' && write.protected) return 'account-protected';
  if (reason !== null) return reason;
  const words = byWords.find(([pattern]) => pattern.test(diagnostic));
  if (words !== undefined) return words[1];
  // 0000052D and nothing more: one of the rules, and which of them is for us to find out.
  return brokenRule(write);
}

function reasonOfCode(code: number): RefusalReason | null {
  if (code === resultCodes.insufficientAccessRights) return 'not-permitted';
  if (code === resultCodes.noSuchObject) return 'unknown';
  return null;
}

function brokenRule(write: RefusedWrite): RefusalReason {
  const { policy, password, ageSeconds } = write;
  if (!isRuleAnswer(write.answer)) return 'unknown';
  if (policy === null) return 'complexity';
  if (password.length < (policy.minLength ?? 0)) return 'too-short';
  if (policy.complexity && !isComplex(password, write)) return 'complexity';
  if (!write.heldToHistory) return 'complexity';
  const { minAgeSeconds } = policy;
  if (minAgeSeconds !== null && ageSeconds !== null && ageSeconds < minAgeSeconds)
    return 'too-young';
  return (policy.historyLength ?? 0) > 0 ? 'in-history' : 'complexity';
}

function isRuleAnswer({ code, diagnostic }: LdapAnswer): boolean {
  return /0000052D/i.test(diagnostic) || code === resultCodes.constraintViolation;
}

const kinds = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u, /[\p{Lt}\p{Lm}\p{Lo}]/u];

/** Three of five kinds of character, and neither the account name nor a word of the displayed name (MS-SAMR 3.1.1.7.2). */
export function isComplex(
  password: string,
  names: { readonly username: string; readonly displayName: string },
): boolean {
  if (kinds.filter((kind) => kind.test(password)).length < 3) return false;
  const lower = password.toLowerCase();
  const words = [names.username, ...names.displayName.split(/[\s,.\-_#]+/)];
  return !words.some((word) => word.length >= 3 && lower.includes(word.toLowerCase()));
}
