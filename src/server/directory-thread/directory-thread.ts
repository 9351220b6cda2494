import { Worker } from 'node:worker_threads';
import { PosternError } from '../../domain/errors.ts';
import type {
  ConnectedDirectory,
  DirectoryHealth,
  DirectoryKind,
  DirectoryKindRegistry,
} from '../../ports/directory-kind.ts';
import type { Log } from '../../ports/log.ts';
import { errorFrom } from './told-errors.ts';
import { type Answer, type Call, calls, type Question } from './words.ts';

/**
 * Connected directories on a thread of their own (docs/decisions/0011-directories-have-a-thread.md): speaking LDAP over
 * TLS takes nothing from the thread that answers requests. It begins with the first directory that is opened.
 */
export interface DirectoryThread {
  /** The same kinds, whose directories are open on the other thread. */
  readonly kinds: DirectoryKindRegistry;
  /** Ends the thread; what is still asked fails with `unavailable`. */
  close(): Promise<void>;
}

type Reply = Exclude<Answer, { what: 'log' }>;

export function createDirectoryThread(
  kinds: Readonly<Record<string, DirectoryKind>>,
  log: Log,
): DirectoryThread {
  const waiting = new Map<number, (reply: Reply | null) => void>();
  /** The numbers of those whom the thread handed out. */
  const persons = new WeakMap<object, number>();
  let worker: Worker | null = null;
  let closed = false;
  let lastQuestion = 0;
  let lastDirectory = 0;

  function start(): Worker {
    const started = new Worker(new URL('./thread.ts', import.meta.url));
    started.on('message', hear);
    // Half a server is none: what the thread did not catch ends the process, which is then started again.
    started.on('error', (error) => {
      throw error;
    });
    started.on('exit', () => {
      if (!closed) throw new Error('the thread of the directories has ended');
    });
    started.unref();
    return started;
  }

  function say(question: Question): void {
    if (closed) throw new PosternError('unavailable');
    worker ??= start();
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window.
    worker.postMessage(question);
  }

  function hear(answer: Answer): void {
    if (answer.what === 'log') {
      const errors = Object.entries(answer.errors).map(([name, told]) => [name, errorFrom(told)]);
      log[answer.level]({ ...answer.fields, ...Object.fromEntries(errors) }, answer.message);
      return;
    }
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
    // What nobody waits for any more keeps no process alive.
    if (waiting.size === 0) worker?.unref();
  }

  async function ask(
    directory: number,
    call: Call,
    values: readonly unknown[],
    heardOf: (health: DirectoryHealth) => void,
  ): Promise<unknown> {
    lastQuestion += 1;
    const id = lastQuestion;
    const [first] = values;
    const person = typeof first === 'object' && first !== null ? persons.get(first) : undefined;
    say({ what: 'call', id, directory, call, values, person: person ?? null });
    worker?.ref();
    const reply = await new Promise<Reply | null>((resolve) => {
      waiting.set(id, resolve);
    });
    if (reply === null) throw new PosternError('unavailable');
    if (reply.health !== null) heardOf(reply.health);
    if (reply.what === 'error') throw errorFrom(reply.error);
    if (reply.person !== null) persons.set(reply.value as object, reply.person);
    return reply.value;
  }

  function openApart(
    id: string,
    kind: DirectoryKind,
    ...[settings, place, deps]: Parameters<DirectoryKind['open']>
  ): ConnectedDirectory {
    // Asked nothing, it connects to nobody: it tells what is the same for the one on the thread.
    const here = kind.open(settings, place, deps);
    lastDirectory += 1;
    const directory = lastDirectory;
    say({ what: 'open', directory, kind: id, settings, place });
    let health = here.health();
    const heardOf = (newest: DirectoryHealth) => {
      health = newest;
    };
    const asked = calls.map((call) => [
      call,
      (...values: unknown[]) => ask(directory, call, values, heardOf),
    ]);
    return {
      ...here,
      ...(Object.fromEntries(asked) as Pick<ConnectedDirectory, Call>),
      health: () => health,
    };
  }

  return {
    kinds: new Map(
      Object.entries(kinds).map(([id, kind]) => [
        id,
        { ...kind, open: (settings, place, deps) => openApart(id, kind, settings, place, deps) },
      ]),
    ),
    async close() {
      closed = true;
      await worker?.terminate();
      for (const settle of waiting.values()) settle(null);
      waiting.clear();
    },
  };
}
