import type { UserRef } from '../../domain/identity.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';
import type { JobSignal } from '../../ports/job-signal.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import { entry, subjectOf, visitorActor } from '../audit/entries.ts';
import type { Notices } from '../notify/notices.ts';
import type { Visitor } from '../visitor.ts';
import { endEverythingOf } from '../writeback/writeback.ts';
import type { NotMeService } from './not-me-service.ts';

export function createNotMeService(deps: {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly notices: Notices;
  readonly signal: JobSignal;
}): NotMeService {
  const macOf = (token: string) => deps.vault.mac('one-time-token', token);

  async function readUser(ref: UserRef): Promise<DirectoryUser | null> {
    return (await deps.directories.get(ref.tenantId, ref.directoryId)).read(ref.anchor);
  }

  return {
    async known(visitor, token) {
      const row = await deps.storage.oneTimeTokens.peek('not-me', macOf(token), deps.clock.now());
      return row !== null && row.tenantId === visitor.tenantId;
    },
    async report(visitor, token) {
      const now = deps.clock.now();
      const known = await deps.storage.oneTimeTokens.peek('not-me', macOf(token), now);
      if (!known?.user || known.tenantId !== visitor.tenantId) return false;
      const user = await readUser(known.user);
      const reported = await deps.storage.transaction(async (stores) => {
        const row = await stores.oneTimeTokens.consume('not-me', macOf(token), now);
        if (!row) return false;
        if (!user) return true;
        await freezeReported(stores, visitor, user, row.about, now);
        await deps.notices.administrators(stores, {
          tenantId: visitor.tenantId,
          alert: 'reported-not-me',
          username: user.username,
          reference: row.about ?? row.id,
          at: now,
          locale: visitor.locale,
          correlationId: row.about,
        });
        return true;
      });
      deps.signal.wake();
      return reported;
    },
  };
}

/** Ends everything of somebody who says that an act on their account was not theirs, and keeps it from happening again. */
export async function freezeReported(
  stores: Stores,
  visitor: Visitor,
  user: DirectoryUser,
  writebackId: string | null,
  now: number,
): Promise<void> {
  const subject = subjectOf(user);
  const common = { at: now, actor: visitorActor, subject, correlationId: writebackId, visitor };
  await stores.audit.append(
    user.ref.tenantId,
    entry('user.reported-not-me', { ...common, fields: { writebackId } }),
  );
  if (await stores.freezes.freeze({ user: user.ref, reason: 'reported-not-me', frozenAt: now })) {
    await stores.audit.append(
      user.ref.tenantId,
      entry('user.frozen', { ...common, fields: { reason: 'reported-not-me' } }),
    );
  }
  await endEverythingOf(stores, user.ref, null, now);
}
