import { authorize } from '../../domain/access/actor.ts';
import { PosternError } from '../../domain/errors.ts';
import type { UserRef } from '../../domain/identity.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directories } from '../../ports/directory.ts';
import type {
  ImportedRow,
  ManagedDirectories,
  ManagedDirectory,
} from '../../ports/managed-directory.ts';
import type { Random } from '../../ports/random.ts';
import type { Storage, Stores } from '../../ports/storage/index.ts';
import { type Caller, record, requireFreshProof } from '../access/caller.ts';
import { KEPT_ROLE, requireOtherAdministrator } from '../access/last-administrator.ts';
import { subjectOf } from '../audit/entries.ts';
import { endEverythingOf } from '../writeback/writeback.ts';
import { type ReadRow, readTable } from './import-rows.ts';
import { type CsvTable, faultOfRow, inOrderOfRows, type RefusedRow } from './import-table.ts';
import { recordedChange, recordedProfile } from './profile.ts';

export interface ImportReport {
  readonly dryRun: boolean;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
}

export interface ImportService {
  /**
   * Makes and updates users, found by username; passwords and people who are not in the file stay. A dry run says
   * what would happen, and names every bad row. Without one a single bad row refuses the file: `import-invalid` with
   * a fault `rows.<row>.<column>` for each. Rows are written in batches, each with its audit events; a file whose
   * import was cut short can simply be imported again. Throws `reauthentication-required`.
   */
  import(caller: Caller, table: CsvTable, dryRun: boolean): Promise<ImportReport>;
}

const BATCH = 200;

interface Settled {
  readonly row: number;
  readonly result: ImportedRow;
}

export interface ImportDeps {
  readonly storage: Storage;
  readonly directories: Directories;
  readonly managed: ManagedDirectories;
  readonly random: Random;
  readonly clock: Clock;
}

export function createImportService(deps: ImportDeps): ImportService {
  return {
    async import(caller, table, dryRun) {
      authorize(caller.actor, 'users.write');
      if (!dryRun) requireFreshProof(caller.actor, deps.clock.now());
      const { rows, refused } = readTable(table);
      const managed = deps.managed.of(caller.actor.tenantId);
      const planned = await inBatches(rows, (batch) => plan(deps.storage, managed, batch));
      const inTheWay = await protectedRows(deps, caller, managed, planned);
      const report = reportOf(dryRun, planned, [...refused, ...inTheWay]);
      if (dryRun) return report;
      if (report.refused.length > 0) {
        throw new PosternError('import-invalid', { faults: report.refused.map(faultOfRow) });
      }
      const importId = deps.random.id('evt');
      const done = await inBatches(rows, (batch) => apply(deps, caller, managed, batch, importId));
      return reportOf(false, done, []);
    },
  };
}

async function inBatches(
  rows: readonly ReadRow[],
  work: (batch: readonly ReadRow[]) => Promise<readonly Settled[]>,
): Promise<readonly Settled[]> {
  const settled: Settled[] = [];
  for (let at = 0; at < rows.length; at += BATCH) {
    settled.push(...(await work(rows.slice(at, at + BATCH))));
    // Others get their turn between two batches.
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  return settled;
}

function plan(
  storage: Storage,
  managed: ManagedDirectory,
  batch: readonly ReadRow[],
): Promise<readonly Settled[]> {
  return storage.transaction((stores) => write(stores, managed, batch, true));
}

async function write(
  stores: Stores,
  managed: ManagedDirectory,
  batch: readonly ReadRow[],
  dryRun: boolean,
): Promise<readonly Settled[]> {
  const users = batch.map(({ user }) => user);
  const results = await managed.within(stores).importUsers(users, dryRun);
  return results.flatMap((result, at) => {
    const row = batch[at]?.row;
    return row === undefined ? [] : [{ row, result }];
  });
}

/** Rows that touch an administrator's account without leave, or would leave nobody in charge. */
async function protectedRows(
  { storage }: ImportDeps,
  { actor }: Caller,
  managed: ManagedDirectory,
  planned: readonly Settled[],
): Promise<readonly RefusedRow[]> {
  const held = await storage.roleAssignments.list(managed.tenantId);
  const isHolder = ({ anchor, directoryId }: UserRef, role?: string) =>
    held.some(
      (one) =>
        one.user.anchor === anchor &&
        one.user.directoryId === directoryId &&
        (role === undefined || one.role === role),
    );
  const touched = planned.filter(
    ({ result }) => result.change === 'updated' && isHolder(result.user.ref),
  );
  if (!actor.permissions.has('roles.write')) {
    return touched.map(({ row }) => ({ row, column: '', code: 'administrator-account' }));
  }
  const disabled = touched.filter(
    ({ result }) => isDisabled(result) && isHolder(result.user.ref, KEPT_ROLE),
  );
  if (disabled.length === 0) return [];
  try {
    const refs = disabled.map(({ result }) => result.user.ref);
    await storage.transaction((stores) => requireOtherAdministrator(stores, managed, refs));
    return [];
  } catch (error) {
    if (!(error instanceof PosternError && error.code === 'last-administrator')) throw error;
    return disabled.map(({ row }) => ({ row, column: 'enabled', code: error.code }));
  }
}

function isDisabled(result: ImportedRow): boolean {
  return result.change === 'updated' && result.before.enabled && !result.user.enabled;
}

function apply(
  { storage, clock }: ImportDeps,
  caller: Caller,
  managed: ManagedDirectory,
  batch: readonly ReadRow[],
  correlationId: string,
): Promise<readonly Settled[]> {
  return storage.transaction(async (stores) => {
    const settled = await write(stores, managed, batch, false);
    const at = clock.now();
    for (const { result } of settled) {
      await recordRow(stores, caller, result, correlationId, at);
      if (!isDisabled(result)) continue;
      await endEverythingOf(stores, result.user.ref, null, at);
      const held = await stores.roleAssignments.of(result.user.ref);
      if (held.includes(KEPT_ROLE)) await requireOtherAdministrator(stores, managed, []);
    }
    const { created, updated } = reportOf(false, settled, []);
    if (created + updated > 0) {
      const fields = { created, updated, refused: 0 };
      await record(stores, caller, 'user.imported', { at, correlationId, fields });
    }
    return settled;
  });
}

async function recordRow(
  stores: Stores,
  caller: Caller,
  result: ImportedRow,
  correlationId: string,
  at: number,
): Promise<void> {
  const subject = subjectOf(result.user);
  if (result.change === 'created') {
    const fields = { after: recordedProfile(result.user) };
    await record(stores, caller, 'user.created', { at, subject, correlationId, fields });
    return;
  }
  const fields = recordedChange(result.before, result.user);
  if (fields) await record(stores, caller, 'user.updated', { at, subject, correlationId, fields });
}

function reportOf(
  dryRun: boolean,
  settled: readonly Settled[],
  refused: readonly RefusedRow[],
): ImportReport {
  const bad = new Set(refused.map(({ row }) => row));
  const count = (change: ImportedRow['change']) =>
    settled.filter(({ row, result }) => result.change === change && !bad.has(row)).length;
  return {
    dryRun,
    created: count('created'),
    updated: count('updated'),
    unchanged: count('none'),
    refused: inOrderOfRows(refused),
  };
}
