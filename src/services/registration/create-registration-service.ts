import { PosternError } from '../../domain/errors.ts';
import { begin } from './begin.ts';
import { confirm, guidance, putOff } from './confirm.ts';
import { finish, opened } from './finish.ts';
import { makeDefault } from './make-default.ts';
import { addableOf, overview } from './overview.ts';
import type { RegistrationService } from './registration-service.ts';
import { remove } from './remove.ts';
import { rename } from './rename.ts';
import { addableMethods, type RegistrationDesk, requireMayChange, standingOf } from './standing.ts';

export function createRegistrationService(desk: RegistrationDesk): RegistrationService {
  return {
    overview: (signedIn) => overview(desk, signedIn),
    async requireProof(signedIn) {
      requireMayChange(desk, await standingOf(desk, signedIn), signedIn);
    },
    async addable(signedIn, methodId) {
      const standing = await standingOf(desk, signedIn);
      const [found] = addableMethods(standing)
        .filter(({ id }) => id === methodId)
        .flatMap(addableOf);
      if (!found) throw new PosternError('not-found');
      return { ...found, settings: standing.policy.methods[methodId] ?? {} };
    },
    begin: (visitor, signedIn, methodId, typed) => begin(desk, visitor, signedIn, methodId, typed),
    opened: (signedIn, enrolmentId) => opened(desk, signedIn, enrolmentId),
    finish: (visitor, signedIn, enrolmentId, typed) =>
      finish(desk, visitor, signedIn, enrolmentId, typed),
    rename: (visitor, signedIn, id, name) => rename(desk, visitor, signedIn, id, name),
    remove: (visitor, signedIn, id) => remove(desk, visitor, signedIn, id),
    makeDefault: (visitor, signedIn, id) => makeDefault(desk, visitor, signedIn, id),
    confirm: (visitor, signedIn) => confirm(desk, visitor, signedIn),
    guidance: (signedIn) => guidance(desk, signedIn),
    putOff: (visitor, signedIn) => putOff(desk, visitor, signedIn),
  };
}
