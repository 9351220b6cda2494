// How long it takes to decide whether somebody is in scope: every group they are in, directly or through groups,
// out of a real SQLite file, and the rule over it. 100,000 users, 5,000 groups, 12 deep.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { createBuiltinDirectory } from '../src/directories/builtin/index.ts';
import type { Scope } from '../src/domain/policy/policy.ts';
import { decideScope } from '../src/domain/policy/scope.ts';
import { createRandom } from '../src/server/keys/random.ts';
import { createVault } from '../src/server/keys/vault.ts';
import { openSqlite } from '../src/storage/index.ts';
import { percentile } from './percentile.ts';
import { atMost, type BenchRow, told } from './row.ts';

const USERS = 100_000;
const GROUPS = 5_000;
const DEPTH = 12;
const DIRECT_GROUPS = 6;
const CHECKS = 5_000;
const WARM_UP = 500;
const TENANT = 'tnt_bench';
const DIRECTORY = 'dir_bench';

const userId = (index: number) => `usr_${index}`;
const groupId = (index: number) => `grp_${index}`;
const ref = (index: number) => ({ directoryId: DIRECTORY, anchor: groupId(index) });

export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'postern-bench-'));
  try {
    return await measure(join(folder, 'postern.db'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(file: string): Promise<BenchRow[]> {
  const random = createRandom();
  const vault = createVault([{ id: 'benchkey', secret: Buffer.alloc(32, 7) }]);
  await (await openSqlite({ file, vault, random })).close();
  load(file);
  const storage = await openSqlite({ file, vault, random });
  const directory = createBuiltinDirectory({
    id: DIRECTORY,
    tenantId: TENANT,
    name: 'Bench',
    storage,
    hasher: noPasswords,
    clock: { now: Date.now },
    random,
  });
  const draw = drawing(11);
  const some = (count: number) => Array.from({ length: count }, () => ref(draw(GROUPS)));
  const usual: Scope = { mode: 'selected', includeGroups: some(20), excludeGroups: some(5) };
  const largest: Scope = { mode: 'selected', includeGroups: some(1000), excludeGroups: some(1000) };

  let held = 0;
  const check = async (scope: Scope): Promise<number> => {
    const anchor = userId(draw(USERS));
    const startedAt = performance.now();
    const memberOf = await directory.memberOf(anchor);
    decideScope(scope, memberOf);
    const took = performance.now() - startedAt;
    held += memberOf.length;
    return took;
  };
  const series = async (scope: Scope): Promise<number[]> => {
    for (let index = 0; index < WARM_UP; index += 1) await check(scope);
    held = 0;
    const times: number[] = [];
    for (let index = 0; index < CHECKS; index += 1) times.push(await check(scope));
    return times;
  };

  const usualTimes = await series(usual);
  const groupsHeld = held / CHECKS;
  const largestTimes = await series(largest);
  await storage.close();
  return [
    told('group check: groups a user is in, mean', groupsHeld, 'groups'),
    told('group check, 25 groups in the policy: p50', percentile(usualTimes, 50), 'ms'),
    atMost('group check, 25 groups in the policy: p99', percentile(usualTimes, 99), 'ms', 2),
    told('group check, 2,000 groups in the policy: p50', percentile(largestTimes, 50), 'ms'),
    atMost('group check, 2,000 groups in the policy: p99', percentile(largestTimes, 99), 'ms', 2),
  ];
}

/** Rows go straight into the tables: through the stores this would take minutes. */
function load(file: string): void {
  const db = new Database(file);
  const draw = drawing(5);
  const user = db.prepare(`insert into local_users
    (tenant_id, directory_id, id, username, username_key, display_name, enabled, created_at, updated_at)
    values ('${TENANT}', '${DIRECTORY}', ?, ?, ?, ?, 1, 0, 0)`);
  const group = db.prepare(`insert into local_groups
    (tenant_id, directory_id, id, name, name_key, created_at)
    values ('${TENANT}', '${DIRECTORY}', ?, ?, ?, 0)`);
  const userIn = db.prepare(`insert or ignore into local_user_memberships
    (tenant_id, directory_id, group_id, user_id) values ('${TENANT}', '${DIRECTORY}', ?, ?)`);
  const groupIn = db.prepare(`insert or ignore into local_group_memberships
    (tenant_id, directory_id, group_id, member_group_id) values ('${TENANT}', '${DIRECTORY}', ?, ?)`);
  const perLevel = Math.ceil(GROUPS / DEPTH);
  const levelOf = (index: number) => Math.floor(index / perLevel);
  db.transaction(() => {
    for (let index = 0; index < GROUPS; index += 1) {
      group.run(groupId(index), `Group ${index}`, `group ${index}`);
    }
    for (let index = perLevel; index < GROUPS; index += 1) {
      const above = (levelOf(index) - 1) * perLevel;
      groupIn.run(groupId(above + draw(perLevel)), groupId(index));
      // One in ten is held by two: organisations are not trees.
      if (index % 10 === 0) groupIn.run(groupId(above + draw(perLevel)), groupId(index));
    }
    // A ring round the whole depth: what administrators do by mistake.
    groupIn.run(groupId(GROUPS - 1), groupId(0));
    const deepest = GROUPS - perLevel;
    for (let index = 0; index < USERS; index += 1) {
      const name = `user${index}`;
      user.run(userId(index), name, name, `User ${index}`);
      userIn.run(groupId(deepest + draw(perLevel)), userId(index));
      for (let more = 1; more < DIRECT_GROUPS; more += 1) {
        userIn.run(groupId(draw(GROUPS)), userId(index));
      }
    }
  })();
  db.close();
}

/** Whole numbers below a bound, the same in every run. */
function drawing(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** Nobody signs in here. */
const noPasswords = {
  hash: () => Promise.reject(new Error('not asked for')),
  verify: () => Promise.resolve(false),
  verifyNobody: () => Promise.resolve(false as const),
};
