import { type LdapAnswer, resultCodes } from '../ldap/faults.ts';

/** What a sign-in as somebody came to. All but `wrong` and `locked` say that the password was right. */
export type SignInState =
  | 'taken'
  | 'wrong'
  | 'disabled'
  | 'locked'
  | 'account-expired'
  | 'password-expired'
  | 'must-change'
  | 'not-now';

/** The Win32 code behind `data` in the answer (MS-ADTS 5.1.1.1.1 note, MS-ERREF 2.2). */
const byData: Readonly<Record<string, SignInState>> = {
  '525': 'wrong',
  '52e': 'wrong',
  // Outside of the hours, or not from this computer.
  '530': 'not-now',
  '531': 'not-now',
  '532': 'password-expired',
  '533': 'disabled',
  '569': 'not-now',
  '701': 'account-expired',
  '773': 'must-change',
  '775': 'locked',
};

export function signInState({ code, diagnostic }: LdapAnswer): SignInState {
  if (code === resultCodes.success) return 'taken';
  const data = /\bdata ([\da-f]+)/i.exec(diagnostic)?.[1]?.toLowerCase() ?? '';
  return byData[data] ?? 'wrong';
}
