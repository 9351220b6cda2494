import { Worker } from 'node:worker_threads';
import { PosternError } from '../../domain/errors.ts';
import type { Log } from '../../ports/log.ts';
import { errorFrom } from './told-errors.ts';
import type { Answer, Asked, News, Question } from './words.ts';

/**
 * A thread for what is asked of other servers (docs/decisions/0011-directories-have-a-thread.md): speaking their
 * protocols takes nothing from the thread that answers requests. It begins with the first news it is told.
 */
export interface OutsideThread {
  isRunning(): boolean;
  /** A number for what is to be opened there, another one each time. */
  nextNumber(): number;
  /** Fails with `unavailable` once it is closed. */
  tell(news: News): void;
  /** Fails with `unavailable` when the thread is closed before it answers; a fault out there is an answer. */
  ask(asked: Asked): Promise<Reply>;
  /** Ends the thread; what is still asked fails. */
  close(): Promise<void>;
}

export type Reply = Exclude<Answer, { what: 'log' }>;

export function createOutsideThread(log: Log): OutsideThread {
  const waiting = new Map<number, (reply: Reply | null) => void>();
  let worker: Worker | null = null;
  let closed = false;
  let lastNumber = 0;

  function nextNumber(): number {
    lastNumber += 1;
    return lastNumber;
  }

  function start(): Worker {
    const started = new Worker(new URL('./thread.ts', import.meta.url), { name: 'Outside' });
    started.on('message', hear);
    // Half a server is none: what the thread did not catch ends the process, which is then started again.
    started.on('error', (error) => {
      throw error;
    });
    started.on('exit', () => {
      if (!closed) throw new Error('the thread that asks other servers has ended');
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

  return {
    isRunning: () => worker !== null && !closed,
    nextNumber,
    tell: say,
    async ask(asked) {
      const id = nextNumber();
      say({ ...asked, id });
      worker?.ref();
      const reply = await new Promise<Reply | null>((resolve) => {
        waiting.set(id, resolve);
      });
      if (reply === null) throw new PosternError('unavailable');
      return reply;
    },
    async close() {
      closed = true;
      await worker?.terminate();
      for (const settle of waiting.values()) settle(null);
      waiting.clear();
    },
  };
}
