import { z } from 'zod';
import { authorize } from '../../domain/access/actor.ts';
import { PosternError } from '../../domain/errors.ts';
import { sameUser, userKey } from '../../domain/identity.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories, DirectoryUser } from '../../ports/directory.ts';
import type { JobSignal } from '../../ports/job-signal.ts';
import type { Random } from '../../ports/random.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import type { Vault } from '../../ports/vault.ts';
import { type Caller, record, requireFreshProof } from '../access/caller.ts';
import { subjectOf } from '../audit/entries.ts';
import type { Notices } from '../notify/notices.ts';
import { mayGiveTo, personNamed } from '../people/import-person.ts';
import {
  type CsvTable,
  faultOfRow,
  inOrderOfRows,
  type RefusedRow,
} from '../people/import-table.ts';
import { readUser } from '../people/read-user.ts';
import { sealRegistrationData } from './registration-reader.ts';
import { readTokenTable, serialKey, type TokenRow } from './token-rows.ts';

export interface TokenReport {
  readonly dryRun: boolean;
  readonly assigned: number;
  /** Those that the same person had already. */
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
}

/** One token that somebody has, as administrators see it: never its seed. Times are epoch ms. */
export interface AssignedToken {
  readonly registrationId: string;
  readonly serial: string;
  /** Null when they are gone from their directory. */
  readonly user: DirectoryUser | null;
  readonly assignedAt: number;
  readonly lastUsedAt: number | null;
}

export interface HardwareTokensService {
  /** By serial number, those that begin so. Throws `bad-request` for a cursor that no page handed out. */
  list(
    caller: Caller,
    asked: { readonly query: string; readonly limit: number; readonly cursor: string | null },
  ): Promise<{ readonly items: readonly AssignedToken[]; readonly next: string | null }>;
  /**
   * Assigns each token of a list to the person named beside it; its codes count from then on like those of an app, and
   * the person is told at every address. A dry run changes nothing and names every bad row. Without one a single bad
   * row refuses the list: `import-invalid` with a fault `rows.<row>.<column>` for each. A list that was cut short can
   * be imported again. Throws `reauthentication-required`, and `conflict` when a token was assigned meanwhile.
   */
  import(caller: Caller, table: CsvTable, dryRun: boolean): Promise<TokenReport>;
}

export interface HardwareTokensDeps {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly notices: Notices;
  readonly vault: Vault;
  readonly random: Random;
  readonly clock: Clock;
  readonly signal: JobSignal;
}

/** The method whose codes a token shows, and how many of it one person may have (RG-16). */
const APP_CODE = 'app-code';
const MOST_PER_PERSON = 5;
const BATCH = 100;

interface Assignment extends TokenRow {
  readonly user: DirectoryUser;
  readonly lookupMac: string;
}

export function createHardwareTokensService(deps: HardwareTokensDeps): HardwareTokensService {
  return {
    async list({ actor }, { query, limit, cursor }) {
      authorize(actor, 'users.read');
      const after = cursor === null ? null : readCursor(cursor);
      const rows = await deps.storage.registrations.imported(actor.tenantId, APP_CODE, {
        label: query.trim(),
        after,
        limit: limit + 1,
      });
      const shown = rows.slice(0, limit);
      const last = shown.at(-1);
      return {
        items: await Promise.all(
          shown.map(async (row): Promise<AssignedToken> => {
            const { id, label, user, createdAt, lastUsedAt } = row;
            return {
              registrationId: id,
              serial: label,
              user: await readUser(deps.directories, user),
              assignedAt: createdAt,
              lastUsedAt,
            };
          }),
        ),
        next: last && rows.length > limit ? JSON.stringify([last.label, last.id]) : null,
      };
    },
    async import(caller, table, dryRun) {
      authorize(caller.actor, 'methods.assign');
      if (!dryRun) requireFreshProof(caller.actor, deps.clock.now());
      const { rows, refused } = readTokenTable(table);
      const plan = await planOf(deps, caller, rows);
      const report: TokenReport = {
        dryRun,
        assigned: plan.assignments.length,
        unchanged: plan.unchanged,
        refused: inOrderOfRows([...refused, ...plan.refused]),
      };
      if (dryRun) return report;
      if (report.refused.length > 0) {
        throw new PosternError('import-invalid', { faults: report.refused.map(faultOfRow) });
      }
      for (let at = 0; at < plan.assignments.length; at += BATCH) {
        await assign(deps, caller, plan.assignments.slice(at, at + BATCH));
      }
      deps.signal.wake();
      return report;
    },
  };
}

const cursorSchema = z.tuple([z.string(), z.string()]);

function readCursor(cursor: string): { readonly label: string; readonly id: string } {
  const read = cursorSchema.safeParse(parsed(cursor));
  if (!read.success) {
    throw new PosternError('bad-request', { faults: [{ path: 'cursor', code: 'invalid' }] });
  }
  const [label, id] = read.data;
  return { label, id };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

interface Plan {
  readonly assignments: Assignment[];
  readonly refused: RefusedRow[];
  unchanged: number;
}

async function planOf(
  deps: HardwareTokensDeps,
  caller: Caller,
  rows: readonly TokenRow[],
): Promise<Plan> {
  const { tenantId } = caller.actor;
  const plan: Plan = { assignments: [], refused: [], unchanged: 0 };
  const held = new Map<string, number>();
  for (const row of rows) {
    const refuse = (column: string, code: string) =>
      plan.refused.push({ row: row.row, column, code });
    const user = await personNamed(deps.directories, tenantId, row.username);
    if (user === null) {
      refuse('username', 'unknown-user');
      continue;
    }
    const lookupMac = lookupOf(deps.vault, row.serial);
    const known = await deps.storage.registrations.byLookup(tenantId, APP_CODE, lookupMac);
    if (known !== null) {
      if (sameUser(known.user, user.ref)) plan.unchanged += 1;
      else refuse('serial', 'token-assigned');
      continue;
    }
    const key = userKey(user.ref);
    const before = held.get(key) ?? (await countOf(deps.storage, user));
    held.set(key, before + 1);
    if (before >= MOST_PER_PERSON) refuse('username', 'too-many-tokens');
    else if (!(await mayGiveTo(deps, caller, user))) refuse('username', 'administrator-account');
    else plan.assignments.push({ ...row, user, lookupMac });
  }
  return plan;
}

async function countOf({ registrations }: Stores, { ref }: DirectoryUser): Promise<number> {
  const held = await registrations.of(ref);
  return held.filter(({ methodId }) => methodId === APP_CODE).length;
}

function lookupOf(vault: Vault, serial: string): string {
  return vault.mac('registration-lookup', `${APP_CODE}\n${serialKey(serial)}`);
}

async function assign(
  deps: HardwareTokensDeps,
  caller: Caller,
  batch: readonly Assignment[],
): Promise<void> {
  try {
    await deps.storage.transaction(async (stores) => {
      for (const assignment of batch) await assignOne(deps, stores, caller, assignment);
    });
  } catch (error) {
    if (!(error instanceof PosternError) || error.code !== 'name-taken') throw error;
    throw new PosternError('conflict', { cause: error });
  }
}

async function assignOne(
  { vault, random, clock, notices }: HardwareTokensDeps,
  stores: Stores,
  caller: Caller,
  { user, serial, token, lookupMac }: Assignment,
): Promise<void> {
  const at = clock.now();
  const id = random.id('reg');
  const { tenantId } = user.ref;
  await stores.registrations.add({
    id,
    user: user.ref,
    methodId: APP_CODE,
    label: serial,
    dataSealed: sealRegistrationData(vault, tenantId, id, { ...token, lastStep: -1 }),
    lookupMac,
    source: 'import',
    version: 1,
    isDefault: false,
    usableFrom: at,
    createdAt: at,
    confirmedAt: null,
    lastUsedAt: null,
  });
  await record(stores, caller, 'registration.added', {
    at,
    subject: subjectOf(user),
    target: id,
    correlationId: id,
    fields: { method: APP_CODE, name: serial, usableFrom: at },
  });
  await notices.registrationChanged(stores, {
    user,
    change: 'added',
    methodId: APP_CODE,
    name: serial,
    reference: id,
    at,
    askedFrom: caller.visitor.ip ?? '',
    locale: caller.visitor.locale,
    correlationId: id,
  });
}
