import { PosternError } from '../../domain/errors.ts';
import { normalisePassword } from '../../domain/password/normalise.ts';
import type { RefusalReason } from '../../domain/password/refusals.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directory, WriteOutcome } from '../../ports/directory.ts';
import type { PasswordHasher } from '../../ports/password-hasher.ts';
import type { LocalUsers } from '../../ports/storage/local-users.ts';
import { userOf } from './rows.ts';

export interface PasswordDeps {
  readonly id: string;
  readonly tenantId: string;
  readonly users: LocalUsers;
  readonly hasher: PasswordHasher;
  readonly clock: Clock;
}

const refused = (reason: RefusalReason): WriteOutcome => ({ outcome: 'refused', reason });

/** Everything that hashes. Passwords are hashed in NFC, and every look at one costs one verification. */
export function createPasswords(
  deps: PasswordDeps,
): Pick<Directory, 'signIn' | 'setPassword' | 'changePassword' | 'unlock' | 'passwordPolicy'> {
  const { id, tenantId, users, hasher, clock } = deps;

  /** Takes as long for somebody unknown, or without a password, as for a wrong one (R002). */
  const matches = (hash: string | null, password: string): Promise<boolean> =>
    hash === null ? hasher.verifyNobody(password) : hasher.verify(hash, password);

  const write = async (
    anchor: string,
    password: string,
    writebackId: string,
    onlyIf: { readonly expectedHash: string } | undefined,
  ): Promise<WriteOutcome | null> => {
    const hash = await hasher.hash(password);
    const passwordChangedAt = clock.now();
    const change = { hash, changedAt: passwordChangedAt, writebackId, ...onlyIf };
    try {
      const written = await users.setPassword(tenantId, id, anchor, change);
      return written ? { outcome: 'applied', passwordChangedAt } : null;
    } catch (error) {
      if (!(error instanceof PosternError) || error.code !== 'unavailable') throw error;
      // A connection that broke may have carried the write all the same.
      return { outcome: 'uncertain' };
    }
  };

  return {
    async signIn(canonicalIdentifier, password) {
      const row = await users.find(tenantId, id, canonicalIdentifier);
      const right = await matches(row?.passwordHash ?? null, normalisePassword(password));
      if (row === null || !right) return { ok: false, reason: 'wrong' };
      // Only to somebody who knows the password: a stranger learns nothing (R004).
      return row.enabled ? { ok: true, user: userOf(row) } : { ok: false, reason: 'disabled' };
    },

    async setPassword(anchor, password, writebackId) {
      const row = await users.get(tenantId, id, anchor);
      if (row === null) return refused('unknown');
      if (!row.enabled) return refused('account-disabled');
      const applied = await write(anchor, normalisePassword(password), writebackId, undefined);
      return applied ?? refused('unknown');
    },

    /** Wrong passwords are counted by Postern's own limits, which lock nothing here. */
    async unlock(anchor) {
      const row = await users.get(tenantId, id, anchor);
      if (row === null) return refused('unknown');
      return { outcome: 'applied', passwordChangedAt: row.passwordChangedAt };
    },

    /** Postern's own rules are the policy's, and are shown as such. */
    passwordPolicy: () => Promise.resolve(null),

    async changePassword(anchor, currentPassword, newPassword, writebackId) {
      const row = await users.get(tenantId, id, anchor);
      const hash = row?.passwordHash ?? null;
      const right = await matches(hash, normalisePassword(currentPassword));
      if (row === null) return refused('unknown');
      if (hash === null || !right) return refused('wrong-current-password');
      if (!row.enabled) return refused('account-disabled');
      const applied = await write(anchor, normalisePassword(newPassword), writebackId, {
        expectedHash: hash,
      });
      if (applied !== null) return applied;
      // Somebody else wrote while we hashed: what was proved is not the current password any more.
      const now = await users.get(tenantId, id, anchor);
      return refused(now === null ? 'unknown' : 'wrong-current-password');
    },
  };
}
