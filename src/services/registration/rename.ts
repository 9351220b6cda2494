import { PosternError } from '../../domain/errors.ts';
import type { SignedInUser } from '../access/access-service.ts';
import type { Visitor } from '../visitor.ts';
import { changeOwn } from './change-own.ts';
import type { RegistrationDesk } from './standing.ts';

const LONGEST_NAME = 64;
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Gives something registered another name, for the person alone. */
export async function rename(
  desk: RegistrationDesk,
  visitor: Visitor,
  signedIn: SignedInUser,
  id: string,
  name: string,
): Promise<void> {
  const label = readName(name);
  await changeOwn(desk, visitor, signedIn, id, {
    change: 'renamed',
    event: 'registration.renamed',
    fields: (seen) => ({ method: seen.methodId, before: seen.label, after: label }),
    async write(stores, seen) {
      const row = await stores.registrations.get(signedIn.user.ref.tenantId, id);
      if (row === null) return false;
      return (await stores.registrations.replace(seen.version, { ...row, label })) !== null;
    },
  });
}

/** Throws `bad-request` with a fault at `name`. */
function readName(typed: string): string {
  const name = typed.normalize('NFC').trim();
  const code =
    name === ''
      ? 'required'
      : unprintable.test(name)
        ? 'forbidden-characters'
        : [...name].length > LONGEST_NAME
          ? 'too-long'
          : null;
  if (code === null) return name;
  const params = code === 'too-long' ? { max: LONGEST_NAME } : {};
  throw new PosternError('bad-request', { faults: [{ path: 'name', code, params }] });
}
