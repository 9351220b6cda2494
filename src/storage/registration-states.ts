import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { UserRef } from '../domain/identity.ts';
import type {
  RegistrationStateRow,
  RegistrationStates,
} from '../ports/storage/registration-states.ts';
import type { StoreContext } from './context.ts';
import type { RegistrationStatesTable, Tables } from './schema.ts';

interface Changes {
  readonly first_asked_at?: number;
  readonly last_confirmed_at?: number | Expression<number>;
}

export function createRegistrationStates({ db }: StoreContext): RegistrationStates {
  /** One statement whether the row is there or not, so that nobody comes between. */
  async function write(user: UserRef, made: Changes, changed: Changes) {
    const row = await db
      .insertInto('registration_states')
      .values({
        ...columnsOf(user),
        changes: 1,
        skips: 0,
        first_asked_at: null,
        last_confirmed_at: null,
        ...made,
      })
      .onConflict((conflict) =>
        conflict.columns(['anchor', 'directory_id', 'tenant_id']).doUpdateSet({
          ...changed,
          changes: sql<number>`registration_states.changes + 1`,
        }),
      )
      .returningAll()
      .executeTakeFirstOrThrow();
    return toRow(row);
  }

  return {
    async get(user) {
      const row = await db
        .selectFrom('registration_states')
        .selectAll()
        .where(isOf(user))
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    hold: (user) => write(user, {}, {}),
    async asked(user, now) {
      const row = await db
        .updateTable('registration_states')
        .set({ first_asked_at: now })
        .where(isOf(user))
        .where('first_asked_at', 'is', null)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? write(user, { first_asked_at: now }, {}) : toRow(row);
    },
    async skip(user, most) {
      const row = await db
        .updateTable('registration_states')
        .set((state) => ({ skips: state('skips', '+', 1) }))
        .where(isOf(user))
        .where('skips', '<', most)
        .returningAll()
        .executeTakeFirst();
      return row === undefined ? null : toRow(row);
    },
    async settled(user) {
      await db
        .updateTable('registration_states')
        .set({ skips: 0, first_asked_at: null })
        .where(isOf(user))
        .where((row) => row.or([row('skips', '>', 0), row('first_asked_at', 'is not', null)]))
        .execute();
    },
    async begun(user, now) {
      const row = await db
        .selectFrom('registration_states')
        .selectAll()
        .where(isOf(user))
        .where('last_confirmed_at', 'is not', null)
        .executeTakeFirst();
      if (row !== undefined) return toRow(row);
      return write(
        user,
        { last_confirmed_at: now },
        { last_confirmed_at: sql<number>`coalesce(registration_states.last_confirmed_at, ${now})` },
      );
    },
    async confirmed(user, now) {
      await write(user, { last_confirmed_at: now }, { last_confirmed_at: now });
    },
    async remove(user) {
      await db.deleteFrom('registration_states').where(isOf(user)).execute();
    },
  };
}

function isOf(user: UserRef) {
  return (row: ExpressionBuilder<Tables, 'registration_states'>): Expression<SqlBool> =>
    row.and(columnsOf(user));
}

function columnsOf(user: UserRef) {
  return { tenant_id: user.tenantId, directory_id: user.directoryId, anchor: user.anchor };
}

function toRow(row: RegistrationStatesTable): RegistrationStateRow {
  return {
    user: { tenantId: row.tenant_id, directoryId: row.directory_id, anchor: row.anchor },
    skips: row.skips,
    firstAskedAt: row.first_asked_at,
    lastConfirmedAt: row.last_confirmed_at,
  };
}
