import { setTimeout as pause } from 'node:timers/promises';
import { PosternError } from '../domain/errors.ts';
import type { Random } from '../ports/random.ts';
import type { Fault } from './dialect.ts';

const MAX_RETRIES = 3;
const FIRST_PAUSE_MS = 5;

export type Retry = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Runs work again when the database could not put it in order with other work (a serialization failure,
 * a deadlock, a busy file): up to three times, after a pause that doubles and is drawn anew, so that two
 * that met do not meet again. Throws `busy` when the last one fails too.
 */
export function createRetry(faultOf: (error: unknown) => Fault, random: Random): Retry {
  return async (work) => {
    for (let retries = 0; ; retries += 1) {
      try {
        return await work();
      } catch (error) {
        if (faultOf(error) !== 'try-again') throw error;
        if (retries === MAX_RETRIES) throw new PosternError('busy', { cause: error });
        const share = Number(random.digits(3)) / 1000;
        await pause(FIRST_PAUSE_MS * 2 ** retries * (1 + share));
      }
    }
  };
}
