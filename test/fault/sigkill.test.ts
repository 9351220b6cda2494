// kill -9 at any moment of any step (F01–F10): what was acknowledged stands, and no invariant is broken.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headingOf, type Page, PortalClient } from '../kit/portal-client.ts';
import { type Served, serve } from '../kit/served.ts';
import { findCode } from '../kit/smtp-sink.ts';

const ROUNDS = Number(process.env['FAULT_ROUNDS'] ?? 200);
const LANES = 4;
const PEOPLE = 40;
const MINUTE = 60_000;

/** What the outside world was told of one person's password. */
interface Told {
  /** The last password that was acknowledged as set. */
  acknowledged: string | null;
  /** Handed in, but the process died before it answered: either may hold. */
  inDoubt: string | null;
}

/** The step a lane was at when the process died. */
interface Interrupted {
  readonly step: string;
  /** What the person does when their browser says that the connection was lost: the same again. */
  readonly again: () => Promise<Page>;
  /** Where that leads. */
  readonly heading: string;
  readonly reached?: () => void;
}

interface ExportedRecord {
  readonly type: string;
  readonly seq: number;
  readonly correlationId: string | null;
  readonly fields: { readonly writebackId?: string };
}

let served: Served;
const told = new Map<string, Told>();
/** By reference: after a restart the code of a reset that nobody waits for any more may come first. */
const codes = new Map<string, string>();
const waiting = new Map<string, (code: string) => void>();
let finished = 0;
let resumed = 0;
/** How long resets take on this machine when nobody kills anything. */
let undisturbedMs = 0;

beforeAll(async () => {
  served = await serve(PEOPLE);
  for (let number = 0; number < PEOPLE; number += 1) {
    told.set(`user-${number}`, { acknowledged: null, inDoubt: null });
  }
  served.sink.onMail((mail) => {
    const code = findCode(mail);
    const reference = referenceIn(mail.raw);
    if (code === null || reference === undefined) return;
    codes.set(reference, code);
    waiting.get(reference)?.(code);
  });
  const startedAt = performance.now();
  const warmUp = Array.from({ length: LANES }, (_, number) =>
    reset(`user-${number}`, `lanterns before the first round ${number}`, () => undefined),
  );
  await Promise.all(warmUp);
  undisturbedMs = performance.now() - startedAt;
}, 2 * MINUTE);

afterAll(() => served.stop());

const referenceIn = (text: string) => /\b[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}\b/.exec(text)?.[0];

async function codeFor(reference: string): Promise<string> {
  const known = codes.get(reference);
  if (known !== undefined) return known;
  return new Promise((found) => {
    waiting.set(reference, found);
  });
}

/** Resets one person's password, noting what was acknowledged on the way; rejects when the process dies. */
async function reset(
  username: string,
  password: string,
  note: (at: Interrupted) => void,
): Promise<void> {
  const state = told.get(username);
  if (!state) throw new Error(`nobody is called ${username}`);
  const browser = new PortalClient(served.origin);
  const first = await browser.get('/reset');
  const proving = await browser.submit(first, { identifier: username });
  note({
    step: 'waiting for the code',
    again: () => browser.get('/reset/continue'),
    heading: 'Enter the code',
  });
  const answer = { code: await orDeath(codeFor(referenceIn(proving.body) ?? '')) };
  note({
    step: 'handing in the code',
    again: () => browser.submit(proving, answer),
    heading: 'Choose a new password',
  });
  const setting = await browser.submit(proving, answer);
  state.inDoubt = password;
  const chosen = { password, confirmation: password };
  function finish(): void {
    if (!state) return;
    state.acknowledged = password;
    state.inDoubt = null;
    finished += 1;
  }
  note({
    step: 'handing in the password',
    again: () => browser.submit(setting, chosen),
    heading: SET,
    reached: finish,
  });
  const done = await browser.submit(setting, chosen);
  if (headingOf(done) !== SET) {
    throw new Error(`the reset of ${username} ended with "${headingOf(done)}"`);
  }
  finish();
}

const SET = 'Your new password is set';

let die: (reason: Error) => void = () => undefined;
let death: Promise<never> = new Promise<never>(() => undefined);

/** A code that will never come, because the process that should send it is gone. */
function orDeath<T>(wanted: Promise<T>): Promise<T> {
  return Promise.race([wanted, death]);
}

async function lane(number: number, round: number, interrupted: Interrupted[]): Promise<void> {
  for (let turn = 0; ; turn += 1) {
    const username = `user-${(round * 7 + turn * LANES + number) % PEOPLE}`;
    // Every lane keeps to its own people, so that nobody's password has two sources at a time.
    const own = `user-${(Number(username.slice(5)) - (Number(username.slice(5)) % LANES) + number) % PEOPLE}`;
    let at: Interrupted | null = null;
    try {
      await reset(own, `lanterns of round ${round} turn ${turn} lane ${number}`, (note) => {
        at = note;
      });
    } catch (error) {
      if (!isDeath(error)) throw error;
      if (at !== null) interrupted.push(at);
      return;
    }
  }
}

const ended = 'the process was killed';

function isDeath(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const broken = 'code' in error && /^ECONN(?:RESET|REFUSED)$/.test(String(error.code));
  return broken || error.message === ended;
}

async function killDuringJourneys(round: number): Promise<Interrupted[]> {
  const interrupted: Interrupted[] = [];
  death = new Promise<never>((_, reject) => {
    die = reject;
  });
  death.catch(() => undefined);
  const lanes = Array.from({ length: LANES }, (_, number) => lane(number, round, interrupted));
  const outcome = Promise.allSettled(lanes);
  // From the first request to about two whole resets a lane; other moments in every run.
  const momentMs = Math.random() * 2 * undisturbedMs;
  await new Promise((moment) => setTimeout(moment, momentMs));
  await served.kill();
  die(new Error(ended));
  for (const one of await outcome) {
    if (one.status === 'rejected') throw one.reason;
  }
  await served.start();
  return interrupted;
}

/** Whoever was cut off does the same again, and is where they would have been. */
async function expectGoesOn({ step, again, heading, reached }: Interrupted): Promise<void> {
  const page = await again();
  expect(headingOf(page), `cut off while ${step}`).toBe(heading);
  reached?.();
  resumed += 1;
}

describe(`kill -9 at ${ROUNDS} random moments of resets under way`, () => {
  it(
    'loses nothing that was acknowledged and leaves no reset half done',
    async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const one of await killDuringJourneys(round)) await expectGoesOn(one);
      }
      expect(finished).toBeGreaterThan(ROUNDS / 4);
      expect(resumed).toBeGreaterThan(ROUNDS / 4);
    },
    30 * MINUTE,
  );

  it(
    'lets everybody sign in with the password they were last told, or the one that was in doubt',
    async () => {
      for (const [username, { acknowledged, inDoubt }] of told) {
        const candidates = [acknowledged, inDoubt].filter((password) => password !== null);
        const signedIn: string[] = [];
        for (const password of candidates) {
          const browser = new PortalClient(served.origin);
          const page = await browser.submit(await browser.get('/sign-in'), {
            identifier: username,
            password,
          });
          if (headingOf(page) === 'Your security information') signedIn.push(password);
        }
        if (acknowledged !== null) expect(signedIn, username).toHaveLength(1);
      }
    },
    5 * MINUTE,
  );

  it(
    'keeps an unbroken audit trail in which every write has its intent, its proof and one outcome',
    async () => {
      const verified = await served.api.ok<{ intact: boolean; records: number }>(
        'GET',
        '/audit-events/verification',
      );
      expect(verified).toMatchObject({ intact: true, firstBad: null });
      const lines = await served.api.ok<string>('GET', '/audit-events/export?format=json');
      const records = lines
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as ExportedRecord);
      const of = (type: string) => records.filter((record) => record.type === type);
      const intents = new Map(
        of('password.write-intended').map((one) => [one.fields.writebackId, one]),
      );
      const proofs = new Map(of('reset.proof-accepted').map((one) => [one.correlationId, one]));
      expect(of('reset.proof-accepted')).toHaveLength(proofs.size);
      const applied = of('password.write-applied');
      expect(new Set(applied.map((one) => one.fields.writebackId)).size).toBe(applied.length);
      expect(applied.length).toBeGreaterThanOrEqual(finished);
      for (const one of applied) {
        const intent = intents.get(one.fields.writebackId);
        expect(intent?.seq).toBeLessThan(one.seq);
        expect(proofs.get(one.correlationId)?.seq).toBeLessThan(intent?.seq ?? 0);
      }
      const settled = [
        ...applied,
        ...of('password.write-refused'),
        ...of('password.write-not-made'),
      ];
      const outcomes = settled.map((one) => one.fields.writebackId);
      for (const writebackId of intents.keys()) {
        expect(
          outcomes.filter((one) => one === writebackId),
          String(writebackId),
        ).toHaveLength(1);
      }
    },
    2 * MINUTE,
  );
});
