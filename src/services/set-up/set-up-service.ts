import type { FieldFault } from '../../domain/errors.ts';
import { PosternError } from '../../domain/errors.ts';
import { normalisePassword } from '../../domain/password/index.ts';
import type { Clock } from '../../ports/clock.ts';
import { type DirectoryUser, ordinaryAccount } from '../../ports/directory.ts';
import type { ManagedDirectories, UserProfile } from '../../ports/managed-directory.ts';
import type { PasswordHasher } from '../../ports/password-hasher.ts';
import type { Random } from '../../ports/random.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import { KEPT_ROLE } from '../access/last-administrator.ts';
import { entry, subjectOf, userActor } from '../audit/entries.ts';
import { profileFaults } from '../people/profile.ts';
import type { PolicyReader } from '../policy/policy-reader.ts';
import type { Visitor } from '../visitor.ts';
import type { PasswordCheck } from '../writeback/password-check.ts';

export interface SetUpInput {
  readonly token: string;
  readonly organisation: string;
  readonly username: string;
  readonly displayName: string;
  readonly mail: string;
  readonly password: string;
}

/** First run: one token, shown to whoever started the server, makes the organisation and its first administrator. */
export interface SetUpService {
  /** Whether nobody administrates this tenant yet. */
  required(tenantId: string): Promise<boolean>;
  /**
   * A fresh token that voids every earlier one; null when set-up is done. The caller shows it on the server's own
   * console and nowhere else (A141). Good for a day.
   */
  offer(tenantId: string): Promise<string | null>;
  /**
   * Throws `out-of-order` when it is done already, `bad-request` with faults for a token that is wrong, used or too
   * old and for a name or address that cannot be one, `password-refused` with the rules' reasons.
   */
  complete(visitor: Visitor, input: SetUpInput): Promise<void>;
}

const TOKEN_LIFETIME_MS = 24 * 3600 * 1000;

export function createSetUpService(deps: {
  readonly storage: Storage;
  readonly managed: ManagedDirectories;
  readonly policies: PolicyReader;
  readonly passwordCheck: PasswordCheck;
  readonly hasher: PasswordHasher;
  readonly vault: Vault;
  readonly random: Random;
  readonly clock: Clock;
}): SetUpService {
  const { storage, vault, random, clock } = deps;
  const macOf = (token: string) => vault.mac('one-time-token', token);

  async function required(stores: Stores, tenantId: string): Promise<boolean> {
    const held = await stores.roleAssignments.list(tenantId);
    return !held.some(({ role }) => role === KEPT_ROLE);
  }

  async function requirePassword(
    tenantId: string,
    { password, organisation }: SetUpInput,
    profile: UserProfile,
  ): Promise<void> {
    const { policy } = await deps.policies.current(storage, tenantId);
    const future: DirectoryUser = {
      ...profile,
      ref: { tenantId, directoryId: deps.managed.of(tenantId).id, anchor: '' },
      passwordChangedAt: null,
      account: ordinaryAccount,
    };
    const faults = deps.passwordCheck.refusals(password, policy.password, future, organisation);
    if (faults.length > 0) throw new PosternError('password-refused', { faults });
  }

  async function nameTenant(stores: Stores, tenantId: string, name: string): Promise<void> {
    const known = await stores.tenants.get(tenantId);
    if (known) await stores.tenants.rename(tenantId, name);
    else await stores.tenants.add({ id: tenantId, name, createdAt: clock.now() });
  }

  return {
    required: (tenantId) => required(storage, tenantId),

    async offer(tenantId) {
      const token = random.token();
      const now = clock.now();
      return storage.transaction(async (stores) => {
        if (!(await required(stores, tenantId))) return null;
        await stores.oneTimeTokens.voidAll('set-up', now);
        await stores.oneTimeTokens.add({
          id: random.id('tok'),
          tenantId,
          purpose: 'set-up',
          tokenMac: macOf(token),
          user: null,
          about: null,
          createdAt: now,
          expiresAt: now + TOKEN_LIFETIME_MS,
          usedAt: null,
        });
        return token;
      });
    },

    async complete(visitor, input) {
      const { tenantId } = visitor;
      if (!(await required(storage, tenantId))) throw new PosternError('out-of-order');
      const wrongToken = badRequest({ path: 'token', code: 'unknown-token' });
      const tokenMac = macOf(input.token);
      const offered = await storage.oneTimeTokens.peek('set-up', tokenMac, clock.now());
      if (offered?.tenantId !== tenantId) throw wrongToken;
      const profile = firstAdministrator(input);
      const faults = profileFaults(profile);
      if (faults.length > 0) throw badRequest(...faults);
      await requirePassword(tenantId, input, profile);
      const passwordHash = await deps.hasher.hash(normalisePassword(input.password));
      await storage.transaction(async (stores) => {
        const now = clock.now();
        if (!(await stores.oneTimeTokens.consume('set-up', tokenMac, now))) throw wrongToken;
        if (!(await required(stores, tenantId))) throw new PosternError('out-of-order');
        await nameTenant(stores, tenantId, input.organisation);
        const user = await deps.managed
          .of(tenantId)
          .within(stores)
          .createUser(profile, passwordHash);
        await stores.roleAssignments.assign({ user: user.ref, role: KEPT_ROLE, assignedAt: now });
        await recordSetUp(stores, visitor, user, input.organisation, now);
      });
    },
  };
}

function firstAdministrator(input: SetUpInput): UserProfile {
  return {
    username: input.username.trim(),
    displayName: input.displayName,
    givenName: null,
    surname: null,
    mail: input.mail,
    alternateMail: null,
    mobile: null,
    officePhone: null,
    locale: null,
    enabled: true,
  };
}

async function recordSetUp(
  stores: Stores,
  visitor: Visitor,
  user: DirectoryUser,
  organisation: string,
  at: number,
): Promise<void> {
  const { tenantId } = user.ref;
  const common = { at, actor: userActor(user), subject: subjectOf(user), visitor };
  await stores.audit.append(
    tenantId,
    entry('system.set-up', { ...common, subject: null, fields: { organisation } }),
  );
  await stores.audit.append(
    tenantId,
    entry('role.assigned', { ...common, fields: { role: KEPT_ROLE } }),
  );
}

function badRequest(...faults: FieldFault[]): PosternError {
  return new PosternError('bad-request', { faults });
}
