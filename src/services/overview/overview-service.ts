import { authorize } from '../../domain/access/actor.ts';
import type { AuditRecord } from '../../domain/audit/events.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { EligibilityRule } from '../../domain/reset/eligibility.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories } from '../../ports/directory.ts';
import type { Storage } from '../../ports/storage/index.ts';
import type { Caller } from '../access/caller.ts';
import { answerOf } from '../directory/find-person.ts';
import { pageOfAnswering } from '../people/across-directories.ts';
import { affectedIn } from '../policy/affected.ts';
import type { PolicyReader } from '../policy/policy-reader.ts';
import type { EligibilityReader } from '../reset/eligibility-facts.ts';

export interface OverviewDetail {
  readonly policy: Policy;
  readonly users: number;
  readonly inScope: number;
  /** In scope, enabled and holding enough usable methods; extrapolated when there are more users than `sampled`. */
  readonly ready: number;
  readonly sampled: number;
  readonly frozen: number;
  /** Names of directories that do not answer: their people are in none of these numbers. */
  readonly silent: readonly string[];
  readonly resetsLastDay: {
    readonly started: number;
    readonly finished: number;
    readonly refused: number;
  };
  /** Newest first; empty for a caller who may not read the trail. */
  readonly lastEvents: readonly AuditRecord[];
}

export interface OverviewService {
  overview(caller: Caller): Promise<OverviewDetail>;
}

const MOST_SAMPLED = 100;
const LAST_EVENTS = 10;
const BATCH = 500;
const DAY_MS = 24 * 3600 * 1000;

export function createOverviewService(deps: {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly policies: PolicyReader;
  readonly eligibility: EligibilityReader;
  readonly clock: Clock;
}): OverviewService {
  const { storage, directories, clock } = deps;

  async function sample(tenantId: string, policy: Policy) {
    const page = { query: '', limit: MOST_SAMPLED, cursor: null, directoryId: null };
    const { items } = await pageOfAnswering(directories, tenantId, page, (directory, request) =>
      directory.searchUsers(request),
    );
    const decided = await Promise.all(
      items.map((user) => deps.eligibility.decide(storage, user, policy)),
    );
    const inScope = decided.filter(({ rules }) => passed(rules, 'scope'));
    const ready = inScope.filter(
      ({ rules }) => passed(rules, 'account') && passed(rules, 'methods'),
    );
    return { sampled: items.length, inScope: inScope.length, ready: ready.length };
  }

  async function whoAnswers(tenantId: string) {
    const all = await directories.all(tenantId);
    const answers = await Promise.all(all.map((one) => answerOf(() => one.ping())));
    return {
      answering: all.filter((_, index) => answers[index]?.silent === false),
      silent: all.filter((_, index) => answers[index]?.silent === true).map(({ name }) => name),
    };
  }

  async function resetsSince(tenantId: string, from: number) {
    const [started, refused] = await Promise.all([
      storage.audit.count(tenantId, { types: ['reset.requested'], from }),
      storage.audit.count(tenantId, { types: ['reset.not-eligible', 'reset.blocked'], from }),
    ]);
    return { started, finished: await finishedSince(tenantId, from), refused };
  }

  /** Writes that finished a reset; those of a change are of the same type and tell by a field. */
  async function finishedSince(tenantId: string, from: number): Promise<number> {
    const types = ['password.write-applied'];
    let finished = 0;
    let beforeSeq: number | undefined;
    for (;;) {
      const filter = { types, from, limit: BATCH, ...(beforeSeq !== undefined && { beforeSeq }) };
      const page = await storage.audit.page(tenantId, filter);
      finished += page.filter(isReset).length;
      beforeSeq = page.at(-1)?.seq;
      if (page.length < BATCH) return finished;
    }
  }

  return {
    async overview({ actor }) {
      authorize(actor, 'overview.read');
      const { tenantId } = actor;
      const { policy } = await deps.policies.current(storage, tenantId);
      const { answering, silent } = await whoAnswers(tenantId);
      const affected = await affectedIn(answering);
      const mayReadTrail = actor.permissions.has('audit.read');
      const [inScope, sampled, frozen, resetsLastDay, lastEvents] = await Promise.all([
        affected.inScope(policy.scope),
        sample(tenantId, policy),
        storage.freezes.list(tenantId),
        resetsSince(tenantId, clock.now() - DAY_MS),
        mayReadTrail ? storage.audit.page(tenantId, { limit: LAST_EVENTS }) : [],
      ]);
      const everybodySeen = sampled.sampled >= affected.users;
      const share = sampled.inScope === 0 ? 0 : sampled.ready / sampled.inScope;
      return {
        policy,
        users: affected.users,
        inScope,
        ready: everybodySeen ? sampled.ready : Math.round(inScope * share),
        sampled: sampled.sampled,
        frozen: frozen.length,
        silent,
        resetsLastDay,
        lastEvents,
      };
    },
  };
}

function passed(rules: readonly EligibilityRule[], rule: EligibilityRule['rule']): boolean {
  return rules.some((one) => one.rule === rule && one.passed);
}

function isReset({ fields }: AuditRecord): boolean {
  return 'kind' in fields && fields.kind === 'reset';
}
