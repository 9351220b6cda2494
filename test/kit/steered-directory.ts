import { PosternError } from '../../src/domain/errors.ts';
import type { RefusalReason } from '../../src/domain/password/refusals.ts';
import type {
  Directory,
  DirectoryPasswordPolicy,
  DirectoryUser,
  PasswordState,
  WriteOutcome,
} from '../../src/ports/directory.ts';

/** What a test makes of a directory that works: its locks, its rules, and how its answers get lost. */
export interface Steering {
  locksAccounts: boolean;
  /** Anchors of locked accounts; an unlock and a new password take them out. */
  readonly locked: Set<string>;
  readonly passwords: Map<string, PasswordState>;
  mayChangePassword: boolean;
  policy: DirectoryPasswordPolicy | null;
  /** Of every write. */
  refuses: RefusalReason | null;
  /** `unsent` throws before anything is written; `lost` and `done-and-lost` lose the answer before and after. */
  write: 'answered' | 'unsent' | 'lost' | 'done-and-lost';
  reads: 'answered' | 'unanswered';
  /** Keeps neither the id of a write nor the time of the last password. */
  keepsNothing: boolean;
  /** Names of the writes that were sent, in order. */
  readonly sent: string[];
}

/** The built-in directory with what real ones do besides, as a test says. Everything it is not told to do is real. */
export function steered<D extends Directory>(
  directory: D,
): { readonly directory: D; readonly steering: Steering } {
  const steering: Steering = {
    locksAccounts: true,
    locked: new Set(),
    passwords: new Map(),
    mayChangePassword: true,
    policy: null,
    refuses: null,
    write: 'answered',
    reads: 'answered',
    keepsNothing: false,
    sent: [],
  };

  const seen = (user: DirectoryUser | null): DirectoryUser | null =>
    user && {
      ...user,
      passwordChangedAt: steering.keepsNothing ? null : user.passwordChangedAt,
      account: {
        ...user.account,
        locked: steering.locked.has(user.ref.anchor),
        mayChangePassword: steering.mayChangePassword,
        password: steering.passwords.get(user.ref.anchor) ?? 'current',
      },
    };

  function answering(): void {
    if (steering.reads === 'unanswered') throw new PosternError('unavailable');
  }

  async function write(name: string, make: () => Promise<WriteOutcome>): Promise<WriteOutcome> {
    if (steering.write === 'unsent') throw new PosternError('unavailable');
    steering.sent.push(name);
    if (steering.refuses !== null) return { outcome: 'refused', reason: steering.refuses };
    if (steering.write === 'lost') return { outcome: 'uncertain' };
    const outcome = await make();
    return steering.write === 'done-and-lost' ? { outcome: 'uncertain' } : outcome;
  }

  const changes: Partial<Directory> = {
    async find(identifier) {
      answering();
      return seen(await directory.find(identifier));
    },
    async read(anchor) {
      answering();
      return seen(await directory.read(anchor));
    },
    async signIn(identifier, password) {
      answering();
      const result = await directory.signIn(identifier, password);
      if (!result.ok) return result;
      const { anchor } = result.user.ref;
      if (steering.locked.has(anchor)) return { ok: false, reason: 'locked' };
      const state = steering.passwords.get(anchor) ?? 'current';
      if (state === 'current') return result;
      const reason = state === 'expired' ? 'password-expired' : 'must-change';
      return { ok: false, reason, user: result.user };
    },
    setPassword: (anchor, password, id) =>
      write('set', async () => {
        const outcome = await directory.setPassword(anchor, password, id);
        steering.locked.delete(anchor);
        steering.passwords.delete(anchor);
        return outcome;
      }),
    changePassword: (anchor, current, next, id) =>
      write('change', async () => {
        const outcome = await directory.changePassword(anchor, current, next, id);
        if (outcome.outcome === 'applied') steering.passwords.delete(anchor);
        return outcome;
      }),
    unlock: (anchor) =>
      write('unlock', async () => {
        steering.locked.delete(anchor);
        return { outcome: 'applied', passwordChangedAt: null };
      }),
    passwordPolicy: () => Promise.resolve(steering.policy),
    async writeState(anchor) {
      answering();
      const state = await directory.writeState(anchor);
      if (state === null) return null;
      const locked = steering.locked.has(anchor);
      const nothing = { passwordChangedAt: null, lastWritebackId: null };
      return { ...state, ...(steering.keepsNothing ? nothing : {}), locked };
    },
  };
  const whole = Object.defineProperty({ ...directory, ...changes }, 'locksAccounts', {
    get: () => steering.locksAccounts,
    enumerable: true,
  });
  return { directory: whole, steering };
}
