import { authorize } from '../../domain/access/actor.ts';
import type { Role } from '../../domain/access/permissions.ts';
import { inFours, lettersOf } from '../../domain/code-letters.ts';
import { PosternError } from '../../domain/errors.ts';
import { type UserRef, userKey } from '../../domain/identity.ts';
import {
  PASS_LENGTH,
  PASS_LIFETIME_SECONDS,
  passText,
  TEMPORARY_PASS,
} from '../../domain/registration/temporary-pass.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';
import type { JobSignal } from '../../ports/job-signal.ts';
import type { Random } from '../../ports/random.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import { type Caller, record, requireFreshProof } from '../access/caller.ts';
import { rolesByGroup } from '../access/roles-of.ts';
import { subjectOf } from '../audit/entries.ts';
import type { Notices } from '../notify/notices.ts';
import { readKnown } from '../people/managed.ts';
import type { PolicyReader } from '../policy/policy-reader.ts';
import { sealRegistrationData } from './registration-reader.ts';

export interface IssuedPass {
  /** In fours, to be read out; it is kept nowhere and cannot be seen again. */
  readonly code: string;
  /** Epoch ms. */
  readonly expiresAt: number;
}

export interface TemporaryPassService {
  /**
   * A new pass for somebody whose case is recorded elsewhere; any earlier one of theirs is void. The person is told at
   * every address. Throws `forbidden` for whoever holds a role, `not-offered` where the method is switched off,
   * `not-found`, `reauthentication-required`, and `conflict` when two are issued at once.
   */
  issue(caller: Caller, user: UserRef, caseReference: string): Promise<IssuedPass>;
}

export interface TemporaryPassDeps {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly policies: PolicyReader;
  readonly notices: Notices;
  readonly vault: Vault;
  readonly random: Random;
  readonly clock: Clock;
  readonly signal: JobSignal;
}

export function createTemporaryPassService(deps: TemporaryPassDeps): TemporaryPassService {
  return {
    async issue(caller, ref, caseReference) {
      authorize(caller.actor, 'users.issue-pass');
      const now = deps.clock.now();
      requireFreshProof(caller.actor, now);
      const user = await readKnown(deps.directories, ref);
      const byGroup = await rolesByGroup(deps.directories, deps.storage, ref);
      const { policy } = await deps.policies.current(deps.storage, ref.tenantId);
      if (policy.methods[TEMPORARY_PASS]?.enabled !== true) throw new PosternError('not-offered');
      const bytes = Buffer.from(deps.random.token(), 'base64url');
      const code = lettersOf(bytes, PASS_LENGTH);
      const expiresAt = now + PASS_LIFETIME_SECONDS * 1000;
      try {
        await deps.storage.transaction((stores) =>
          keep(deps, stores, caller, user, byGroup, { code, expiresAt, caseReference, now }),
        );
      } catch (error) {
        if (!(error instanceof PosternError) || error.code !== 'name-taken') throw error;
        throw new PosternError('conflict', { cause: error });
      }
      deps.signal.wake();
      return { code: inFours(code), expiresAt };
    },
  };
}

async function keep(
  { vault, random, notices }: TemporaryPassDeps,
  stores: Stores,
  caller: Caller,
  user: DirectoryUser,
  byGroup: readonly Role[],
  pass: {
    readonly code: string;
    readonly expiresAt: number;
    readonly caseReference: string;
    readonly now: number;
  },
): Promise<void> {
  const { ref } = user;
  const { expiresAt, caseReference, now: at } = pass;
  // Nobody is to be talked into handing over the account of somebody in charge (A130).
  const held = await stores.roleAssignments.of(ref);
  if (held.length + byGroup.length > 0) {
    throw new PosternError('forbidden', {
      params: { permission: 'users.issue-pass' },
      faults: [{ path: '', code: 'holds-a-role' }],
    });
  }
  const id = random.id('reg');
  const mac = vault.mac('temporary-pass', passText(ref, expiresAt, pass.code));
  await stores.registrations.removeAllOf(ref, TEMPORARY_PASS);
  await stores.registrations.add({
    id,
    user: ref,
    methodId: TEMPORARY_PASS,
    label: caseReference,
    dataSealed: sealRegistrationData(vault, ref.tenantId, id, { mac, expiresAt }),
    // One a person: of two that are issued in one instant the second fails.
    lookupMac: vault.mac('registration-lookup', `${TEMPORARY_PASS}\n${userKey(ref)}`),
    source: 'administrator',
    version: 1,
    isDefault: false,
    usableFrom: at,
    createdAt: at,
    confirmedAt: null,
    lastUsedAt: null,
  });
  await record(stores, caller, 'user.pass-issued', {
    at,
    subject: subjectOf(user),
    target: id,
    correlationId: id,
    fields: { caseReference, expiresAt },
  });
  await notices.registrationChanged(stores, {
    user,
    change: 'added',
    methodId: TEMPORARY_PASS,
    name: caseReference,
    reference: id,
    at,
    askedFrom: caller.visitor.ip ?? '',
    locale: caller.visitor.locale,
    correlationId: id,
  });
}
