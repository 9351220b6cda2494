import type { UserRef } from '../domain/identity.ts';
import type { PersonalData } from '../ports/storage/personal-data.ts';
import type { StoreContext } from './context.ts';

type Db = StoreContext['db'];

export function createPersonalData({ db, atomically }: StoreContext): PersonalData {
  return {
    async of(user) {
      const signIns = await db
        .selectFrom('sign_in_sessions')
        .select(['place', 'created_at', 'last_seen_at', 'expires_at'])
        .where((row) => row.and(columnsOf(user)))
        .orderBy('created_at')
        .execute();
      const resets = await db
        .selectFrom('reset_sessions')
        .select(['id', 'reference', 'kind', 'state', 'started_at', 'ended_at', 'ip', 'user_agent'])
        .where((row) => row.and(subjectOf(user)))
        .orderBy('started_at')
        .execute();
      const writes = await db
        .selectFrom('writebacks')
        .select(['id', 'kind', 'outcome', 'intended_at', 'settled_at'])
        .where((row) => row.and(columnsOf(user)))
        .orderBy('intended_at')
        .execute();
      return {
        signIns: signIns.map((row) => ({
          place: row.place,
          createdAt: row.created_at,
          lastSeenAt: row.last_seen_at,
          expiresAt: row.expires_at,
        })),
        resets: resets.map((row) => ({
          id: row.id,
          reference: row.reference,
          kind: row.kind,
          state: row.state,
          startedAt: row.started_at,
          endedAt: row.ended_at,
          ip: row.ip,
          userAgent: row.user_agent,
        })),
        writes: writes.map((row) => ({
          id: row.id,
          kind: row.kind,
          outcome: row.outcome,
          intendedAt: row.intended_at,
          settledAt: row.settled_at,
        })),
      };
    },
    forget: (user) =>
      atomically(async (inside) => {
        await forgetResets(inside, user);
        await inside
          .deleteFrom('one_time_tokens')
          .where('user_tenant_id', '=', user.tenantId)
          .where('user_directory_id', '=', user.directoryId)
          .where('user_anchor', '=', user.anchor)
          .execute();
        let registrations = 0;
        for (const table of ownTables) {
          const { numDeletedRows } = await inside
            .deleteFrom(table)
            .where((row) => row.and(columnsOf(user)))
            .executeTakeFirstOrThrow();
          if (table === 'registrations') registrations = Number(numDeletedRows);
        }
        return registrations;
      }),
    async erased({ user, pseudonym, erasedAt }) {
      await db
        .insertInto('erasures')
        .values({ ...columnsOf(user), pseudonym, erased_at: erasedAt, settled_at: null })
        .onConflict((conflict) =>
          conflict
            .columns(['anchor', 'directory_id', 'tenant_id'])
            .doUpdateSet({ pseudonym, erased_at: erasedAt, settled_at: null }),
        )
        .execute();
    },
    async unsettled(limit) {
      const rows = await db
        .selectFrom('erasures')
        .selectAll()
        .where('settled_at', 'is', null)
        .orderBy('erased_at')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        user: { tenantId: row.tenant_id, directoryId: row.directory_id, anchor: row.anchor },
        pseudonym: row.pseudonym,
        erasedAt: row.erased_at,
      }));
    },
    async settle(user, at) {
      await db
        .updateTable('erasures')
        .set({ settled_at: at })
        .where((row) => row.and(columnsOf(user)))
        .execute();
    },
  };
}

/** Every table that has a person's own rows under their reference, and nothing that somebody else needs. */
const ownTables = [
  'registrations',
  'registration_states',
  'enrolments',
  'sign_in_sessions',
  'freezes',
  'campaign_people',
] as const;

async function forgetResets(db: Db, user: UserRef): Promise<void> {
  const ended = db
    .selectFrom('reset_sessions')
    .select('id')
    .where((row) => row.and(subjectOf(user)))
    .where('ended_at', 'is not', null);
  await db
    .deleteFrom('challenges')
    .where('tenant_id', '=', user.tenantId)
    .where('session_id', 'in', ended)
    .execute();
  await db
    .deleteFrom('reset_sessions')
    .where((row) => row.and(subjectOf(user)))
    .where('ended_at', 'is not', null)
    .execute();
}

function columnsOf(user: UserRef) {
  return { tenant_id: user.tenantId, directory_id: user.directoryId, anchor: user.anchor };
}

function subjectOf(user: UserRef) {
  return {
    tenant_id: user.tenantId,
    subject_directory_id: user.directoryId,
    subject_anchor: user.anchor,
  };
}
