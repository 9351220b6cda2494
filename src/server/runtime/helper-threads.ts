import { readdirSync, readFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import type { Log } from '../../ports/log.ts';

const tasks = '/proc/self/task';
/** What V8 calls the threads that collect garbage and compile. */
const helper = 'V8Worker';
/** Enough that whoever waits for a processor goes first, and not so much that garbage is left lying. */
const niceness = { more: 3, most: 19 } as const;

/**
 * Lets V8's helper threads run behind those somebody waits for, the one that syncs the log above all
 * (docs/measurements.md, "Where a START waits"). On Linux a thread has a priority of its own, and its id is good for
 * one (setpriority(2), "C library/kernel differences"); elsewhere nothing is changed.
 */
export function putHelpersBehind(log: Log): void {
  if (process.platform !== 'linux') return;
  try {
    const behind = Math.min(getPriority() + niceness.more, niceness.most);
    for (const id of readdirSync(tasks)) {
      const name = readFileSync(`${tasks}/${id}/comm`, 'utf8').trim();
      if (name === helper) setPriority(Number(id), behind);
    }
  } catch (error) {
    log.warn({ error }, 'the helper threads of V8 run beside all others');
  }
}
