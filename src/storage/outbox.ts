import { sql } from 'kysely';
import type { JobRow, LeasedJob, Outbox } from '../ports/storage/outbox.ts';
import type { StoreContext } from './context.ts';
import { onceCompiled } from './once-compiled.ts';
import type { OutboxJobsTable } from './schema.ts';

const jobAdded = onceCompiled((db, at: OutboxJobsTable) => db.insertInto('outbox_jobs').values(at));

const jobClosed = onceCompiled(
  (
    db,
    at: {
      id: string;
      fence: number;
      now: number;
      outcome: 'done' | 'failed';
      reason: string | null;
    },
  ) =>
    db
      .updateTable('outbox_jobs')
      .set({
        closed_at: at.now,
        outcome: at.outcome,
        reason: at.reason,
        payload_sealed: null,
        leased_until: null,
      })
      .where('id', '=', at.id)
      .where('fence', '=', at.fence)
      .where('closed_at', 'is', null)
      .returning('id'),
);

const firstDue = onceCompiled((db, at: { now: number }) =>
  db
    .selectFrom('outbox_jobs')
    .select((job) =>
      job.fn
        .min<number | null>(
          sql<number>`case when leased_until > ${at.now} and leased_until > not_before then leased_until else not_before end`,
        )
        .as('due'),
    )
    .where('closed_at', 'is', null),
);

/** Takes the oldest that are due, unless another worker takes them now. */
const leaseTaken = onceCompiled(
  (db, at: { now: number; limit: number; workerId: string; leasedUntil: number }, skippingLocked) =>
    db
      .with('due', (due) =>
        due
          .selectFrom('outbox_jobs')
          .select('id')
          .where('closed_at', 'is', null)
          .where('not_before', '<=', at.now)
          .where((job) =>
            job.or([job('leased_until', 'is', null), job('leased_until', '<=', at.now)]),
          )
          .orderBy('not_before')
          .orderBy('created_at')
          .limit(at.limit)
          .modifyEnd(skippingLocked),
      )
      .updateTable('outbox_jobs')
      .set((job) => ({
        worker_id: at.workerId,
        leased_until: at.leasedUntil,
        fence: job('fence', '+', 1),
        // Counted when taken: a worker that dies with a job has tried it.
        attempts: job('attempts', '+', 1),
      }))
      .where('id', 'in', (job) => job.selectFrom('due').select('due.id'))
      .returningAll(),
);

export function createOutbox(context: StoreContext): Outbox {
  const { db } = context;

  async function close(
    id: string,
    fence: number,
    now: number,
    outcome: 'done' | 'failed',
    reason: string | null,
  ) {
    const closed = await jobClosed(context, { id, fence, now, outcome, reason });
    return closed.length > 0;
  }

  return {
    async add(job) {
      await jobAdded(context, {
        id: job.id,
        tenant_id: job.tenantId,
        kind: job.kind,
        payload_sealed: job.payloadSealed,
        attempts: job.attempts,
        not_before: job.notBefore,
        deadline_at: job.deadlineAt,
        created_at: job.createdAt,
        worker_id: null,
        leased_until: null,
        fence: 0,
        closed_at: null,
        outcome: null,
        reason: null,
      });
    },
    async lease(workerId, now, leaseSeconds, limit) {
      const leasedUntil = now + leaseSeconds * 1000;
      const rows = await leaseTaken(context, { now, limit, workerId, leasedUntil });
      return rows
        .map(toLeasedJob)
        .toSorted((a, b) => a.notBefore - b.notBefore || a.createdAt - b.createdAt);
    },
    complete: (id, fence, now) => close(id, fence, now, 'done', null),
    fail: (id, fence, now, reason) => close(id, fence, now, 'failed', reason),
    async retry(id, fence, notBefore, reason) {
      const returned = await db
        .updateTable('outbox_jobs')
        .set({ not_before: notBefore, leased_until: null, worker_id: null, reason })
        .where('id', '=', id)
        .where('fence', '=', fence)
        .where('closed_at', 'is', null)
        .returning('id')
        .executeTakeFirst();
      return returned !== undefined;
    },
    async nextDueAt(now) {
      const [row] = await firstDue(context, { now });
      return row?.due ?? null;
    },
    async depth() {
      const { depth } = await db
        .selectFrom('outbox_jobs')
        .select((job) => job.fn.countAll<number>().as('depth'))
        .where('closed_at', 'is', null)
        .executeTakeFirstOrThrow();
      return depth;
    },
    async purge(closedBefore, limit) {
      const { numDeletedRows } = await db
        .deleteFrom('outbox_jobs')
        .where('id', 'in', (job) =>
          job
            .selectFrom('outbox_jobs')
            .select('id')
            .where('closed_at', '<', closedBefore)
            .orderBy('closed_at')
            .limit(limit),
        )
        .executeTakeFirstOrThrow();
      return Number(numDeletedRows);
    },
  };
}

function toLeasedJob(row: OutboxJobsTable): LeasedJob {
  return {
    id: row.id,
    tenantId: row.tenant_id,
    kind: row.kind as JobRow['kind'],
    payloadSealed: row.payload_sealed,
    attempts: row.attempts,
    notBefore: row.not_before,
    deadlineAt: row.deadline_at,
    createdAt: row.created_at,
    fence: row.fence,
  };
}
