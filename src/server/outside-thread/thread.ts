// The thread itself: directories and carriers of mail as they are, asked by messages. Started by outside-thread.ts.
import { parentPort } from 'node:worker_threads';
import { smtp, smtpSettingsSchema } from '../../channels/smtp.ts';
import { directoryKinds } from '../../directories/index.ts';
import type { OpenChannel } from '../../ports/channel.ts';
import type {
  ConnectedDirectory,
  DirectoryDeps,
  DirectoryKind,
} from '../../ports/directory-kind.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { Log } from '../../ports/log.ts';
import { createRandom } from '../keys/random.ts';
import { createSystemClock } from '../runtime/clock.ts';
import { putThisThreadBehind } from '../runtime/helper-threads.ts';
import { tellError, type ToldError } from './told-errors.ts';
import type { Answer, Call, Question } from './words.ts';

/** More than are asked about at a time; whoever is no longer among them is read again. */
const PERSONS_KEPT = 200;

function say(answer: Answer): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window.
  parentPort?.postMessage(answer);
}

function logLine(level: 'info' | 'warn' | 'error', own: Readonly<Record<string, unknown>>) {
  return (fields: Readonly<Record<string, unknown>>, message: string): void => {
    const plain: Record<string, unknown> = {};
    const errors: Record<string, ToldError> = {};
    for (const [name, value] of Object.entries({ ...own, ...fields })) {
      if (value instanceof Error) errors[name] = tellError(value);
      else plain[name] = value;
    }
    say({ what: 'log', level, fields: plain, errors, message });
  };
}

function createThreadLog(own: Readonly<Record<string, unknown>>): Log {
  return {
    info: logLine('info', own),
    warn: logLine('warn', own),
    error: logLine('error', own),
    child: (fields) => createThreadLog({ ...own, ...fields }),
  };
}

const deps: DirectoryDeps = {
  // A clock that is set back is told of by the thread that answers requests.
  clock: createSystemClock(() => undefined),
  random: createRandom(),
  log: createThreadLog({}),
};
// It waits for other servers most of the time; who answers requests is to go first.
putThisThreadBehind(deps.log);

const kinds = new Map<string, DirectoryKind>(Object.entries(directoryKinds));
const opened = new Map<number, ConnectedDirectory>();
const persons = new Map<number, DirectoryUser>();
let lastPerson = 0;

/** @returns their number; null when it is nobody. */
function keepPerson(call: Call, value: unknown): number | null {
  if ((call !== 'find' && call !== 'read') || value === null) return null;
  lastPerson += 1;
  persons.set(lastPerson, value as DirectoryUser);
  persons.delete(lastPerson - PERSONS_KEPT);
  return lastPerson;
}

function open({ directory, kind, settings, place }: Question & { what: 'open' }): void {
  const known = kinds.get(kind);
  if (known === undefined) throw new Error(`there is no kind of directory ${kind}`);
  opened.set(directory, known.open(settings, place, deps));
}

async function call(question: Question & { what: 'call' }): Promise<void> {
  const { id, directory, call: asked, values, person } = question;
  const one = opened.get(directory);
  try {
    if (one === undefined) throw new Error(`directory ${directory} is not open`);
    const known = person === null ? undefined : persons.get(person);
    const given = known === undefined ? values : [known, ...values.slice(1)];
    const ask: (...given: never[]) => Promise<unknown> = one[asked];
    const value = await ask(...(given as never[]));
    if (asked === 'close') opened.delete(directory);
    say({ what: 'answer', id, value, person: keepPerson(asked, value), health: one.health() });
  } catch (error) {
    say({ what: 'error', id, error: tellError(error), health: one?.health() ?? null });
  }
}

const carriers = new Map<number, Required<OpenChannel>>();

function openCarrier({ carrier, settings }: Question & { what: 'open-carrier' }): void {
  carriers.set(carrier, smtp.open(smtpSettingsSchema.parse(settings)));
}

async function carry(question: Question & { what: 'carry' }): Promise<void> {
  const { id, carrier, call: asked, message } = question;
  try {
    const one = carriers.get(carrier);
    if (one === undefined) throw new Error(`carrier ${carrier} is not open`);
    const value = await one[asked](message);
    say({ what: 'answer', id, value, person: null, health: null });
  } catch (error) {
    say({ what: 'error', id, error: tellError(error), health: null });
  }
}

async function closeCarrier({ carrier }: Question & { what: 'close-carrier' }): Promise<void> {
  const one = carriers.get(carrier);
  carriers.delete(carrier);
  await one?.close();
}

parentPort?.on('message', (question: Question) => {
  switch (question.what) {
    case 'open':
      return open(question);
    case 'call':
      return void call(question);
    case 'open-carrier':
      return openCarrier(question);
    case 'carry':
      return void carry(question);
    case 'close-carrier':
      return void closeCarrier(question);
  }
});
