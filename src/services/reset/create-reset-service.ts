import { PosternError } from '../../domain/errors.ts';
import { entry, visitorActor } from '../audit/entries.ts';
import { chooseMethod } from './choose-method.ts';
import { moveReset, openLiveReset, openReset, recordOutOfOrder, type ResetDesk } from './desk.ts';
import { ruleOf } from './offered-methods.ts';
import { progressOf } from './progress.ts';
import { lookUpNow, prove } from './prove.ts';
import type { ResetService, ResetStanding } from './reset-service.ts';
import { type SetPasswordDesk, setPassword } from './set-password.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Visitor } from '../visitor.ts';
import { offeredTo, startReset } from './start.ts';
import { unlockAccount, wantPassword } from './unlock.ts';

export function createResetService(desk: SetPasswordDesk): ResetService {
  const tell = async (row: ResetSessionRow) => {
    const { policy } = await desk.policies.current(desk.storage, row.tenantId);
    return progressOf(desk, row, policy);
  };
  return {
    steps: {
      async start(visitor, identifier, kind = 'reset', asAdministrator = false) {
        const started = await startReset(desk, visitor, identifier, { kind, asAdministrator });
        return { ...standing(started.row), token: started.token };
      },
      async prove(visitor, token, answer) {
        const { row, ...proof } = await prove(desk, visitor, token, answer);
        return { ...standing(row), ...proof };
      },
      setPassword: async (visitor, token, password) =>
        standing(await setPassword(desk, visitor, token, password)),
    },
    async start(visitor, identifier, kind = 'reset', asAdministrator = false) {
      const started = await startReset(desk, visitor, identifier, { kind, asAdministrator });
      return { progress: await tell(started.row), token: started.token };
    },
    progress: async (visitor, token) => tell(await openReset(desk, visitor, token)),
    async chooseMethod(visitor, token, methodId, typedDestination = '') {
      const row = await againOnConflict(() =>
        chooseMethod(desk, visitor, token, methodId, typedDestination),
      );
      // Questions are drawn for the one who is asked: who has proved something need not wait for the background.
      const method = desk.methods.get(methodId);
      const isDrawn = method?.kind === 'held' && method.ask === 'questions';
      return tell(
        isDrawn && row.session.passed.length > 0 ? await lookUpNow(desk, visitor, token) : row,
      );
    },
    async prove(visitor, token, answer) {
      const { row, ...proof } = await prove(desk, visitor, token, answer);
      return { progress: await tell(row), ...proof };
    },
    setPassword: async (visitor, token, password) =>
      tell(await setPassword(desk, visitor, token, password)),
    unlock: async (visitor, token) => tell(await unlockAccount(desk, visitor, token)),
    wantPassword: async (visitor, token) => tell(await wantPassword(desk, visitor, token)),
    cancel: (visitor, token) => againOnConflict(() => cancelReset(desk, visitor, token)),
    async offered(tenantId) {
      const { policy } = await desk.policies.current(desk.storage, tenantId);
      return offeredTo(desk, policy);
    },
  };
}

function standing({ session }: ResetSessionRow): ResetStanding {
  return { state: session.state, expiresAt: session.grantExpiresAt ?? session.expiresAt };
}

/** The background look-up may move the same reset in the same instant; the step is then simply taken again. */
async function againOnConflict<T>(step: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await step();
    } catch (error) {
      const again = error instanceof PosternError && error.code === 'conflict' && attempt < 3;
      if (!again) throw error;
    }
  }
}

async function cancelReset(desk: ResetDesk, visitor: Visitor, token: string): Promise<void> {
  const row = await openLiveReset(desk, visitor, token);
  const { policy } = await desk.policies.current(desk.storage, visitor.tenantId);
  const now = desk.clock.now();
  try {
    await desk.storage.transaction(async (stores) => {
      await moveReset(
        stores,
        row,
        { type: 'cancelled' },
        ruleOf(desk.methods, policy, 'anybody'),
        now,
      );
      await stores.challenges.voidOf(row.tenantId, row.id, now);
      await stores.audit.append(
        row.tenantId,
        entry('reset.cancelled', {
          at: now,
          actor: visitorActor,
          correlationId: row.id,
          visitor,
        }),
      );
    });
  } catch (error) {
    if (!(error instanceof PosternError) || error.code !== 'out-of-order') throw error;
    throw await recordOutOfOrder(desk, visitor, row, 'cancelled');
  }
}
