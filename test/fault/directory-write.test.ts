// Every step of a write to a directory, cut, silenced, delayed or damaged, and the process killed at it (F07, F31–F34,
// F91): afterwards directory, database and audit trail say the same, and nobody was told anything else.
import { Change, Attribute } from 'ldapts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Fault,
  type LdapFaultProxy,
  startLdapFaultProxy,
} from '../kit/directories/ldap-fault-proxy.ts';
import { openLdapSettings, RelaxControl } from '../kit/directories/openldap-fixture.ts';
import { openLdapScenarios } from '../kit/directories/openldap-scenarios.ts';
import { type OpenLdapServer, startOpenLdap } from '../kit/directories/openldap.ts';
import type { ScenarioPerson } from '../kit/directories/scenario-directory.ts';
import { openScenarioStage, type ScenarioStage } from '../kit/directories/scenario-stage.ts';
import type { ResetClient } from '../kit/reset-client.ts';

const ROUNDS = Number(process.env['FAULT_ROUNDS'] ?? 50);
const LANES = 4;
/** As many failures in a row as do not yet make Postern leave the directory alone for a while. */
const ROUNDS_A_LIFE = 4;
const MINUTE = 60_000;
const wait = { connectSeconds: 2, operationSeconds: 2, totalSeconds: 5 } as const;

interface Point {
  readonly fault: Fault;
  /** The process is killed the moment the fault strikes. */
  readonly kill: boolean;
}

const cut = { type: 'cut' } as const;
const silence = { type: 'silence' } as const;
const corrupt = { type: 'corrupt' } as const;
const late = { type: 'delay', milliseconds: 2500 } as const;
const nothing = { type: 'delay', milliseconds: 0 } as const;

const point = (
  operation: Fault['operation'],
  at: Fault['at'],
  action: Fault['action'],
  kill = false,
): Point => ({ fault: { operation, at, nth: 1, action }, kill });

const points: readonly Point[] = [
  // Before anything is intended: the person is read again.
  point('search', 'request', cut),
  point('search', 'response', silence),
  point('search', 'request', nothing, true),
  // S9: the write, which OpenLDAP takes as an extended operation (RFC 3062).
  point('extended', 'request', cut),
  point('extended', 'request', silence),
  point('extended', 'request', corrupt),
  point('extended', 'request', late),
  point('extended', 'request', cut, true),
  point('extended', 'request', nothing, true),
  // S10: the answer to it.
  point('extended', 'response', cut),
  point('extended', 'response', silence),
  point('extended', 'response', corrupt),
  point('extended', 'response', late),
  point('extended', 'response', cut, true),
  point('extended', 'response', nothing, true),
  // The new password is tried.
  point('connect', 'request', cut),
  point('connect', 'request', silence),
  point('bind', 'request', cut),
  point('bind', 'response', silence),
  point('bind', 'response', corrupt),
  point('bind', 'response', nothing, true),
];

const titleOf = ({ fault, kill }: Point) =>
  `the ${fault.at} of ${fault.operation}: ${fault.action.type}${kill ? ' and kill -9' : ''}`;

interface Lane {
  readonly number: number;
  readonly proxy: LdapFaultProxy;
  readonly stage: ScenarioStage;
  readonly people: { person: ScenarioPerson; password: string }[];
}

/** One try to set a password, and what the person was told. */
interface Tried {
  readonly who: Lane['people'][number];
  readonly client: ResetClient;
  readonly wanted: string;
  /** The state of the reset by the answer, or the code of a problem; null when no answer came. */
  readonly told: string | null;
}

let server: OpenLdapServer;
const free: Lane[] = [];
const waiting: ((lane: Lane) => void)[] = [];
const lanes: Lane[] = [];
let written = 0;

beforeAll(async () => {
  server = await startOpenLdap();
  lanes.push(
    ...(await Promise.all(Array.from({ length: LANES }, (_, number) => openLane(number)))),
  );
  free.push(...lanes);
}, 3 * MINUTE);

afterAll(async () => {
  for (const { stage, proxy } of lanes) {
    await stage.stop();
    await proxy.stop();
  }
  await server.stop();
});

async function openLane(number: number): Promise<Lane> {
  const proxy = await startLdapFaultProxy({ url: server.url, authority: server.ca });
  const settings = {
    ...openLdapSettings(server),
    ...wait,
    servers: [proxy.url],
    authority: proxy.authority,
  };
  const founder = `founder-${number}`;
  const stage = await openScenarioStage(
    () =>
      Promise.resolve({ ...openLdapScenarios(server, settings), stop: () => Promise.resolve() }),
    founder,
  );
  const people: Lane['people'] = [];
  for (let at = 0; at < ROUNDS_A_LIFE; at += 1) {
    const person = await stage.person(`person-${number}-${at}`);
    people.push({ person, password: person.password });
  }
  return { number, proxy, stage, people };
}

async function inALane<T>(work: (lane: Lane) => Promise<T>): Promise<T> {
  const lane = free.pop() ?? (await new Promise<Lane>((given) => waiting.push(given)));
  try {
    return await work(lane);
  } finally {
    const next = waiting.shift();
    if (next) next(lane);
    else free.push(lane);
  }
}

/** The directory tells times in whole seconds; nobody changes a password twice in one in real life. */
async function makeOld(username: string): Promise<void> {
  const modification = new Attribute({ type: 'pwdChangedTime', values: ['20260101000000Z'] });
  await server.admin.modify(
    `uid=${username},${server.peopleDn}`,
    new Change({ operation: 'replace', modification }),
    new RelaxControl(),
  );
}

async function attempt(
  lane: Lane,
  { fault, kill }: Point,
  who: Tried['who'],
  wanted: string,
): Promise<Tried> {
  const { stage, proxy } = lane;
  await makeOld(who.person.username);
  const client = await stage.proved(who.person);
  const struck = proxy.arm(fault).then(() => (kill ? stage.served.kill() : undefined));
  const told = await client.set(wanted).then(
    ({ body }) => body.state ?? body.code ?? 'nothing said',
    () => null,
  );
  await struck;
  expect(told === null, 'only a process that was killed does not answer').toBe(kill);
  return { who, client, wanted, told };
}

/** What was told is so, by the directory's own account; and whoever was not served is served now. */
async function expectTruth({ stage }: Lane, tried: Tried, next: string): Promise<void> {
  const { who, client, wanted, told } = tried;
  const { username } = who.person;
  const isNew = await stage.directory.signsIn(username, wanted);
  const isOld = await stage.directory.signsIn(username, who.password);
  expect([isNew, isOld].filter(Boolean), `passwords of ${username} that work`).toHaveLength(1);
  if (told === 'done') expect(isNew, 'told done').toBe(true);
  if (told === 'unavailable') expect(isOld, 'told that the directory is away').toBe(true);
  expect(['done', 'uncertain', 'unavailable', null]).toContain(told);
  expect(await client.state(), 'after reconciliation').toBe(isNew ? 'done' : 'password');
  who.password = isNew ? wanted : who.password;
  if (isNew) written += 1;
  if (isNew) return;
  await makeOld(username);
  const again = await client.set(next);
  expect(again.body.state, 'the proofs were kept').toBe('done');
  expect(await stage.directory.signsIn(username, next)).toBe(true);
  who.password = next;
  written += 1;
}

async function live(lane: Lane, at: Point, life: number, rounds: number): Promise<void> {
  const tried: Tried[] = [];
  for (const [index, who] of lane.people.slice(0, rounds).entries()) {
    tried.push(await attempt(lane, at, who, `Lanterns of life ${life} and round ${index} a`));
  }
  await lane.stage.served.kill();
  await lane.stage.served.start();
  for (const [index, one] of tried.entries()) {
    await expectTruth(lane, one, `Lanterns of life ${life} and round ${index} b`);
  }
}

describe(`${ROUNDS} times each`, () => {
  let life = 0;
  test.concurrent.for(points.map((one) => [titleOf(one), one] as const))(
    '%s',
    { timeout: 20 * MINUTE },
    ([, at]) =>
      inALane(async (lane) => {
        const together = at.kill ? 1 : ROUNDS_A_LIFE;
        for (let done = 0; done < ROUNDS; done += together) {
          life += 1;
          await live(lane, at, life, Math.min(together, ROUNDS - done));
        }
      }),
  );
});

interface ExportedRecord {
  readonly type: string;
  readonly seq: number;
  readonly fields: { readonly writebackId?: string };
}

test('keeps an unbroken audit trail in which every intent has one outcome', async () => {
  let applied = 0;
  for (const { stage } of lanes) {
    const { api } = stage.served;
    expect(await api.ok('GET', '/audit-events/verification')).toMatchObject({ intact: true });
    const records = (await api.ok<string>('GET', '/audit-events/export?format=json'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ExportedRecord);
    const idsOf = (...types: string[]) =>
      records.filter(({ type }) => types.includes(type)).map(({ fields }) => fields.writebackId);
    const outcomes = idsOf(
      'password.write-applied',
      'password.write-refused',
      'password.write-not-made',
    );
    const intended = idsOf('password.write-intended');
    expect(new Set(outcomes)).toEqual(new Set(intended));
    expect(outcomes).toHaveLength(intended.length);
    applied += idsOf('password.write-applied').length;
  }
  expect(applied).toBe(written);
});
