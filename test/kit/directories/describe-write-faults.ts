import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CaughtMail, findCode } from '../smtp-sink.ts';
import type { FaultedPerson, FaultJourney, WriteUnderFault } from './fault-journeys.ts';
import { type FaultLane, type FaultLanes, openFaultLanes, ROUNDS_A_LIFE } from './fault-lanes.ts';
import { type FaultPoint, faultPointsOf, titleOf } from './fault-points.ts';
import type { FaultedDirectory, FaultedKind } from './faulted-directories.ts';

const MINUTE = 60_000;

/** How often each point of a write of OpenLDAP's passwords is struck, the one that is looked at most closely. */
const ROUNDS = Number(process.env['FAULT_ROUNDS'] ?? 50);

export const allRounds = ROUNDS;
/** How often each point of every other write is: 3 times of 50, unless said. */
export const someRounds = Number(process.env['FAULT_ROUNDS_ELSEWHERE'] ?? Math.ceil(ROUNDS * 0.06));

/** One try of a write, and what the person was told; null when no answer came. */
interface Tried {
  readonly who: FaultedPerson;
  readonly write: WriteUnderFault;
  readonly told: string | null;
}

/**
 * Strikes every point of these writes on a real directory, and then asks the directory, Postern and its audit trail.
 */
export function describeWriteFaults(
  kind: FaultedKind,
  journeys: readonly { readonly journey: FaultJourney; readonly rounds: number }[],
): void {
  let directory: FaultedDirectory;
  let lanes: FaultLanes;

  beforeAll(async () => {
    directory = await kind.start();
    lanes = await openFaultLanes(
      directory,
      kind,
      journeys.map(({ journey }) => journey),
    );
  }, 4 * MINUTE);

  afterAll(async () => {
    await lanes?.stop();
    await directory?.scenarios.stop();
  });

  for (const { journey, rounds } of journeys) {
    const shape = kind.shapes[journey.kind];
    if (shape === undefined) throw new Error(`this directory is not written by a ${journey.kind}`);
    describe(`${journey.kind}, ${rounds} times each`, () => {
      test.concurrent.for(
        faultPointsOf(shape, kind.patienceSeconds).map((point) => [titleOf(point), point] as const),
      )(
        '%s',
        // A second try would begin with what the first one left, and hide what it found.
        { timeout: 20 * MINUTE, retry: 0 },
        ([, point]) =>
          lanes.within(async (lane) => {
            const together = point.kill ? 1 : ROUNDS_A_LIFE;
            for (let done = 0; done < rounds; done += together) {
              await live(directory, lane, journey, point, Math.min(together, rounds - done));
            }
          }),
      );
    });
  }

  test('keeps an unbroken audit trail in which every intent has one outcome', {
    retry: 0,
  }, async () => {
    for (const lane of lanes.all) await expectWholeTrail(lane);
  });

  test(
    'tells people of every write that was made, and of no other',
    { timeout: 5 * MINUTE, retry: 0 },
    () => Promise.all(lanes.all.map(expectTold)),
  );
}

/** One life of the process: as many tries as it is given, its end, and what its successor finds. */
async function live(
  directory: FaultedDirectory,
  lane: FaultLane,
  journey: FaultJourney,
  point: FaultPoint,
  rounds: number,
): Promise<void> {
  lane.life += 1;
  const people = lane.people.get(journey.kind) ?? [];
  const tried: Tried[] = [];
  for (const [index, who] of people.slice(0, rounds).entries()) {
    const lantern = `Lanterns of life ${lane.life} and round ${index}`;
    const write = await journey.begin(lane.stage, directory, who, [`${lantern} a`, `${lantern} b`]);
    tried.push({ who, write, told: await strike(lane, point, write) });
  }
  await lane.stage.served.kill();
  await lane.stage.served.start();
  for (const one of tried) await expectTruth(one);
}

/** After which no connection of people rests any more, and who signs in opens one; 2 s and a little. */
const RESTED_MS = 2300;

/** As often as a busy machine may keep a write from the point at which it is to be struck. */
const TRIES = 3;

async function strike(
  { stage, proxy }: FaultLane,
  { fault, kill }: FaultPoint,
  write: WriteUnderFault,
): Promise<string | null> {
  if (fault.operation === 'connect') await delay(RESTED_MS);
  const seen = { fault: false };
  const struck = proxy.arm(fault).then(() => {
    seen.fault = true;
    return kill ? stage.served.kill() : undefined;
  });
  const answers: string[] = [];
  let told: string | null;
  // A directory too slow to come to the point has done nothing: what was proved is good for another try.
  do {
    told = await write.ask().catch((error: unknown) => {
      answers.push(String(error));
      return null;
    });
    answers.push(told ?? 'no answer');
  } while (!seen.fault && told === 'unavailable' && answers.length < TRIES);
  expect(seen.fault, `the fault struck, with the answers ${answers.join(', ')}`).toBe(true);
  await struck;
  const isDead = told === null;
  expect(isDead, `only who is killed does not answer: ${answers.join(', ')}`).toBe(kill);
  return told;
}

/** What was told is so, by the directory's own account; and whoever was not served is served now. */
async function expectTruth({ who, write, told }: Tried): Promise<void> {
  const isMade = await write.isMade();
  expect(['done', 'uncertain', 'unavailable', null]).toContain(told);
  if (told === 'done') expect(isMade, 'told done').toBe(true);
  if (told === 'unavailable') expect(isMade, 'told that the directory is away').toBe(false);
  await write.expectStanding(isMade);
  if (!isMade) await write.again();
  who.written += 1;
}

const everybodyIn = ({ people }: FaultLane) => [...people.values()].flat();

interface ExportedRecord {
  readonly type: string;
  readonly fields: { readonly writebackId?: string };
}

async function expectWholeTrail(lane: FaultLane): Promise<void> {
  const api = await lane.stage.served.signIn();
  expect(await api.ok('GET', '/audit-events/verification')).toMatchObject({ intact: true });
  const records = (await api.ok<string>('GET', '/audit-events/export?format=json'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ExportedRecord);
  const idsOf = (...ends: string[]) =>
    records
      .filter(({ type }) => /^(password\.write|account\.unlock)-/.test(type))
      .filter(({ type }) => ends.some((end) => type.endsWith(`-${end}`)))
      .map(({ fields }) => fields.writebackId);
  const intended = idsOf('intended');
  const outcomes = idsOf('applied', 'refused', 'not-made');
  expect(new Set(outcomes)).toEqual(new Set(intended));
  expect(outcomes).toHaveLength(intended.length);
  const written = everybodyIn(lane).reduce((sum, who) => sum + who.written, 0);
  expect(idsOf('applied')).toHaveLength(written);
}

/** A process that is killed may send one twice; it is the same message then. */
async function expectTold(lane: FaultLane): Promise<void> {
  const { caught } = lane.stage.served.sink;
  const noticesTo = (address: string) => {
    const mails = caught.filter((mail) => mail.to === address && findCode(mail) === null);
    return new Set(mails.map(messageIdOf)).size;
  };
  for (const { person, written } of everybodyIn(lane)) {
    await expect
      .poll(() => noticesTo(person.alternateMail), { timeout: 4 * MINUTE })
      .toBeGreaterThanOrEqual(written);
    expect(noticesTo(person.alternateMail)).toBe(written);
  }
}

const messageIdOf = ({ raw }: CaughtMail) => /^message-id:\s*(\S+)/im.exec(raw)?.[1];
