// A directory of 100,000 people in a real slapd: whole resets, what each step asks of it, and decisions about scope.
import { openLdap } from '../src/directories/openldap/index.ts';
import type { Scope } from '../src/domain/policy/policy.ts';
import { decideScope } from '../src/domain/policy/scope.ts';
import type { Directory } from '../src/ports/directory.ts';
import { nameBelow } from '../test/kit/directories/distinguished-names.ts';
import { openLdapSettings } from '../test/kit/directories/openldap-fixture.ts';
import { type OpenLdapServer, startOpenLdap } from '../test/kit/directories/openldap.ts';
import { testDeps, testPlace } from '../test/kit/directories/tree-fixture.ts';
import { serve } from '../test/kit/served.ts';
import { startSmtpSink } from '../test/kit/smtp-sink.ts';
import { percentile } from './percentile.ts';
import { processorMilliseconds, residentBytes } from './process-cost.ts';
import { atLeast, atMost, type BenchRow, told } from './row.ts';
import { driveResets, IN_FLIGHT, watchMailbox } from './whole-resets.ts';

const PEOPLE = 100_000;
const RESETTING = 2000;
/** Groups in each other, and people in the innermost. */
const DEPTH = 6;
const GROUPS = 60;
const JOURNEYS = Number(process.env['BENCH_JOURNEYS'] ?? 3000);
const WARM_UP = 200;
const CALLS = 2000;
/** What docs/operate/configuration.md advises for many resets at once. */
const NODE_OPTIONS = '--max-semi-space-size=32 --use-largepages=silent';

const userOf = (number: number) => {
  const username = `u${number % RESETTING}`;
  return { username, mail: `${username}@example.test` };
};

export async function run(): Promise<BenchRow[]> {
  const server = await startOpenLdap({ people: PEOPLE });
  try {
    await addGroups(server);
    return [...(await measureSteps(server)), ...(await measureResets(server))];
  } finally {
    await server.stop();
  }
}

/** Chains of groups: the innermost hold some people each. */
async function addGroups({ admin, groupsDn, peopleDn }: OpenLdapServer): Promise<void> {
  for (let index = 0; index < GROUPS; index += 1) {
    const inner = index % DEPTH;
    const member =
      inner === 0
        ? Array.from({ length: 50 }, (_, at) => `uid=u${index * 50 + at},${peopleDn}`)
        : [nameBelow('cn', `group ${index - 1}`, groupsDn)];
    const cn = `group ${index}`;
    await admin.add(nameBelow('cn', cn, groupsDn), { objectClass: 'groupOfNames', cn, member });
  }
}

async function measureSteps(server: OpenLdapServer): Promise<BenchRow[]> {
  const directory = openLdap.open(openLdapSettings(server), testPlace, testDeps);
  try {
    const groups = await directory.searchGroups({ query: 'group', limit: 25, cursor: null });
    const scope: Scope = {
      mode: 'selected',
      includeGroups: groups.items.map(({ ref }) => ref),
      excludeGroups: [],
    };
    const anchors = await anchorsOf(directory);
    const anchor = (index: number) => anchors[index % anchors.length] ?? '';
    const find = await timed((index) => directory.find(`u${(index * 37) % PEOPLE}`));
    const read = await timed((index) => directory.read(anchor(index)));
    const inScope = await timed(async (index) => {
      decideScope(scope, await directory.memberOf(anchor(index)));
    });
    const rules = await timed((index) => directory.passwordPolicy(anchor(index)));
    const write = await timed(
      (index) => directory.setPassword(anchor(index), `Seven lanterns ${index}`, 'wbk_bench'),
      300,
    );
    return [
      told('OpenLDAP, 100,000 people: one person found by name, median', find.median, 'ms'),
      told('OpenLDAP: one person read again, median', read.median, 'ms'),
      told('OpenLDAP: the rules of one person, median', rules.median, 'ms'),
      told('OpenLDAP: a password written, and tried by a sign-in, median', write.median, 'ms'),
      told('OpenLDAP: decision about scope, groups 6 deep, median', inScope.median, 'ms'),
      atMost('OpenLDAP: decision about scope, groups 6 deep, p99', inScope.p99, 'ms', 10),
    ];
  } finally {
    await directory.close();
  }
}

/** Of people who are in groups. */
async function anchorsOf(directory: Directory): Promise<string[]> {
  const anchors: string[] = [];
  for (let index = 0; index < 200; index += 1) {
    const user = await directory.find(`u${(index % (GROUPS / DEPTH)) * DEPTH * 50 + (index % 50)}`);
    if (user === null) throw new Error('the bulk load left somebody out');
    anchors.push(user.ref.anchor);
  }
  return anchors;
}

async function timed(
  call: (index: number) => Promise<unknown>,
  calls = CALLS,
): Promise<{ readonly median: number; readonly p99: number }> {
  const milliseconds: number[] = [];
  for (let index = 0; index < calls; index += 1) {
    const startedAt = performance.now();
    await call(index);
    if (index >= calls / 10) milliseconds.push(performance.now() - startedAt);
  }
  return {
    median: rounded(percentile(milliseconds, 50)),
    p99: rounded(percentile(milliseconds, 99)),
  };
}

async function measureResets(directory: OpenLdapServer): Promise<BenchRow[]> {
  const served = await serve(0, startSmtpSink, NODE_OPTIONS);
  try {
    const { version } = await served.api.ok<{ version: number }>('GET', '/directories');
    await served.api.ok('POST', '/directories', {
      version,
      kind: 'openldap',
      name: 'OpenLDAP',
      enabled: true,
      groupRoles: [],
      settings: openLdapSettings(directory),
    });
    const people = { mailbox: watchMailbox(served), userOf };
    await driveResets(served.origin, people, WARM_UP, 0);
    const usedBefore = processorMilliseconds(served.pid());
    const startedAt = performance.now();
    const milliseconds = await driveResets(served.origin, people, JOURNEYS, WARM_UP);
    const perSecond = rounded(JOURNEYS / ((performance.now() - startedAt) / 1000));
    const used = rounded((processorMilliseconds(served.pid()) - usedBefore) / JOURNEYS);
    return [
      atLeast(`whole resets in OpenLDAP, ${IN_FLIGHT} in flight`, perSecond, 'resets/s', 100),
      told('whole reset in OpenLDAP, median', rounded(percentile(milliseconds, 50)), 'ms'),
      told('whole reset in OpenLDAP, p99', rounded(percentile(milliseconds, 99)), 'ms'),
      told('processor time of the server for one reset in OpenLDAP', used, 'ms'),
      told('resident memory after them', Math.round(residentBytes(served.pid()) / 1e6), 'MB'),
    ];
  } finally {
    await served.stop();
  }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
