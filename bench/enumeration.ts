// Whether bytes or time tell a name that exists from one that does not (A022): over HTTP, against a server of its
// own, in random order. docs/measurements.md, "Enumeration", says how to read it.
import { Agent, request } from 'node:http';
import { randomInt } from 'node:crypto';
import { observed } from '../test/kit/observed.ts';
import { type Served, serve } from '../test/kit/served.ts';
import { startSinkThread } from './sink-thread.ts';
import { percentile } from './percentile.ts';
import { type BenchRow, told } from './row.ts';

/** Names of each class that are asked about, for each kind of request. */
const NAMES = 1000;
/** Names of each class whose START is followed by a burst of other requests. */
const FOLLOWED_NAMES = 400;
const burstMilliseconds = 30;
/** Wrong codes handed in for one reset: as many as one code takes. */
const WRONG_PER_RESET = 5;
const targetArea = [0.45, 0.55] as const;
/** Fewer names, and a mail that only one class sends. */
const followedArea = [0.4, 0.6] as const;
const targetGapMilliseconds = 1;

/** What a stranger can learn from one kind of request. */
export interface Telling {
  readonly name: string;
  /**
   * The chance that an answer about a name that exists took longer than one about a name that does not: the area
   * under the ROC curve, U ÷ (n·m) of Mann and Whitney. 0.5 says nothing; its standard error at 1,000 and 1,000 is
   * √((n+m+1) ÷ (12·n·m)) = 0.0129.
   */
  readonly area: number;
  /** Between the medians of the two classes. */
  readonly gapMilliseconds: number;
  /** Differing answers, once what is new in every answer is set aside; 1 when bytes tell nothing. */
  readonly distinctAnswers: number;
  readonly medianMilliseconds: number;
}

export async function run(): Promise<BenchRow[]> {
  const server = await serveForTelling();
  try {
    const rows: BenchRow[] = [];
    for (const measure of [tellingOfStart, tellingOfVerify, tellingOfSignIn]) {
      rows.push(...rowsOf(await measure(server)));
    }
    const after = await tellingOfWhatFollows(server);
    const name = `${after.name}: chance to tell a known name by time`;
    rows.push({ ...told(name, round(after.area), ''), ...within(after.area, followedArea) });
    return rows;
  } finally {
    await server.stop();
  }
}

/** A server with enough people for every measurement, whose mails are taken where they disturb nobody. */
export function serveForTelling(): Promise<Served> {
  return serve(3 * NAMES + FOLLOWED_NAMES, startSinkThread);
}

function within(area: number, [least, most]: readonly [number, number]) {
  return { target: `${least}–${most}`, ok: area >= least && area <= most };
}

function rowsOf({ name, area, gapMilliseconds, distinctAnswers, ...more }: Telling): BenchRow[] {
  return [
    {
      ...told(`${name}: chance to tell a known name by time`, round(area), ''),
      ...within(area, targetArea),
    },
    {
      name: `${name}: gap between the medians`,
      value: round(gapMilliseconds),
      unit: 'ms',
      target: `< ${targetGapMilliseconds}`,
      ok: gapMilliseconds < targetGapMilliseconds,
    },
    {
      name: `${name}: differing answers`,
      value: distinctAnswers,
      unit: '',
      target: '1',
      ok: distinctAnswers === 1,
    },
    told(`${name}: median`, round(more.medianMilliseconds), 'ms'),
  ];
}

/** One kind of name, and what was measured for it. */
interface Try {
  readonly isKnown: boolean;
  readonly identifier: string;
}

export function tellingOfStart(server: Served, names = NAMES): Promise<Telling> {
  return compared(server, 'START', inRandomOrder(names, 0), (line, { identifier }) =>
    line.send('POST', '/api/v1/resets', { identifier }),
  );
}

/** A wrong code for a reset whose person has been looked up, each with the same number of tries before it. */
export async function tellingOfVerify(server: Served, names = NAMES): Promise<Telling> {
  const line = openLine(server.origin);
  const resets = inRandomOrder(Math.ceil(names / WRONG_PER_RESET), names);
  const begun: (Try & { readonly token: string })[] = [];
  for (const one of resets) {
    const { body } = await line.send('POST', '/api/v1/resets', { identifier: one.identifier });
    begun.push({ ...one, token: (JSON.parse(body) as { token: string }).token });
  }
  await outboxEmpty(line);
  line.close();
  const tries = Array.from({ length: WRONG_PER_RESET }, () => shuffled(begun)).flat();
  const telling = await compared(server, 'VERIFY', tries, (at, { token }) =>
    at.send(
      'POST',
      '/api/v1/resets/current/proofs',
      { answer: '00000000' },
      { 'postern-reset': token },
    ),
  );
  // Every try says how many are left: five sentences, and the same five for both classes.
  return { ...telling, distinctAnswers: telling.distinctAnswers / WRONG_PER_RESET };
}

export function tellingOfSignIn(server: Served, names = NAMES): Promise<Telling> {
  return compared(server, 'sign-in', inRandomOrder(names, 2 * NAMES), (line, { identifier }) =>
    line.send('POST', '/api/v1/session', { identifier, password: 'not the right password' }),
  );
}

/**
 * What others' requests tell of the work that START has left to do: the slowest of those that follow it at once.
 * Nobody but a person gets a mail; everything else is worked for a stranger too, and the record of a mail taken back.
 */
export async function tellingOfWhatFollows(
  server: Served,
  names = FOLLOWED_NAMES,
): Promise<Telling> {
  const starting = openLine(server.origin);
  const telling = await compared(
    server,
    'the requests after START',
    inRandomOrder(names, 3 * NAMES),
    async (line, { identifier }) => {
      await starting.send('POST', '/api/v1/resets', { identifier });
      let slowest = await line.send('GET', '/live');
      for (const end = performance.now() + burstMilliseconds; performance.now() < end; ) {
        const next = await line.send('GET', '/live');
        if (next.milliseconds > slowest.milliseconds) slowest = next;
      }
      await outboxEmpty(starting);
      return slowest;
    },
  );
  starting.close();
  return telling;
}

/** As many names that exist, from `user-<from>` on, as names that do not. */
function inRandomOrder(names: number, from: number): Try[] {
  const known = Array.from({ length: names }, (_, n) => ({
    isKnown: true,
    identifier: `user-${from + n}`,
  }));
  const unknown = Array.from({ length: names }, (_, n) => ({
    isKnown: false,
    identifier: `none-${from + n}`,
  }));
  return shuffled([...known, ...unknown]);
}

function shuffled<T>(all: readonly T[]): T[] {
  const list = [...all];
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = randomInt(at + 1);
    [list[at], list[other]] = [list[other] as T, list[at] as T];
  }
  return list;
}

async function compared<One extends Try>(
  server: Served,
  name: string,
  tries: readonly One[],
  ask: (line: Line, one: One) => Promise<Answer>,
): Promise<Telling> {
  const line = openLine(server.origin);
  const [known, unknown]: [number[], number[]] = [[], []];
  const answers = new Set<string>();
  for (const one of tries) {
    const answer = await ask(line, one);
    if (answer.status >= 500 || answer.status === 429) throw new Error(`${name}: ${answer.body}`);
    (one.isKnown ? known : unknown).push(answer.milliseconds);
    answers.add(observed(answer));
  }
  line.close();
  return {
    name,
    area: areaUnderCurve(known, unknown),
    gapMilliseconds: Math.abs(percentile(known, 50) - percentile(unknown, 50)),
    distinctAnswers: answers.size,
    medianMilliseconds: percentile(known, 50),
  };
}

/** The chance that one of `larger` is above one of `smaller`; ties count half (Mann and Whitney 1947). */
export function areaUnderCurve(larger: readonly number[], smaller: readonly number[]): number {
  const all = [
    ...larger.map((value) => ({ value, isLarger: true })),
    ...smaller.map((value) => ({ value, isLarger: false })),
  ].toSorted((a, b) => a.value - b.value);
  let ranks = 0;
  for (let at = 0; at < all.length; ) {
    let end = at;
    while (end < all.length && all[end]?.value === all[at]?.value) end += 1;
    const shared = (at + 1 + end) / 2;
    ranks += shared * all.slice(at, end).filter(({ isLarger }) => isLarger).length;
    at = end;
  }
  const least = (larger.length * (larger.length + 1)) / 2;
  return (ranks - least) / (larger.length * smaller.length);
}

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
  /** From the request handed to the socket to the last byte received. */
  readonly milliseconds: number;
}

/** One connection that is kept, so that no handshake is measured. */
interface Line {
  send(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer>;
  close(): void;
}

function openLine(origin: string): Line {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    send: (method, path, body, headers = {}) =>
      new Promise((resolve, reject) => {
        const text = body === undefined ? '' : JSON.stringify(body);
        const typed = text === '' ? {} : { 'content-type': 'application/json' };
        const startedAt = performance.now();
        const sent = request(
          new URL(path, origin),
          { agent, method, headers: { ...typed, ...headers } },
          (answer) => {
            const chunks: Buffer[] = [];
            answer.on('data', (chunk: Buffer) => chunks.push(chunk));
            answer.on('error', reject);
            answer.on('end', () =>
              resolve({
                milliseconds: performance.now() - startedAt,
                status: answer.statusCode ?? 0,
                headers: headersOf(answer.rawHeaders),
                body: Buffer.concat(chunks).toString('utf8'),
              }),
            );
          },
        );
        sent.on('error', reject);
        sent.end(text);
      }),
    close: () => agent.destroy(),
  };
}

function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let at = 0; at < raw.length; at += 2) headers.append(raw[at] ?? '', raw[at + 1] ?? '');
  return headers;
}

/** Until every look-up is done and every mail has left. */
async function outboxEmpty(line: Line): Promise<void> {
  for (;;) {
    const { body } = await line.send('GET', '/metrics');
    if (/^postern_outbox_depth 0$/m.test(body)) return;
    await new Promise((later) => setTimeout(later, 5));
  }
}

const round = (value: number) => Math.round(value * 1000) / 1000;
