import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { basename } from 'node:path';
import type { Log } from '../../ports/log.ts';

const tasks = '/proc/self/task';
/** What V8 calls the threads that collect garbage and compile. */
const helper = 'V8Worker';
/** Enough that whoever waits for a processor goes first, and not so much that garbage is left lying. */
const niceness = { more: 3, most: 19 } as const;

/** The thread that asks (proc(5)). */
const thisThread = '/proc/thread-self';

/**
 * Lets V8's helper threads run behind those somebody waits for, the one that syncs the log above all
 * (docs/measurements.md, "Where a START waits"). On Linux a thread has a priority of its own, and its id is good for
 * one (setpriority(2), "C library/kernel differences"); elsewhere nothing is changed.
 */
export function putHelpersBehind(log: Log): void {
  putBehind(log, () =>
    readdirSync(tasks).filter(
      (id) => readFileSync(`${tasks}/${id}/comm`, 'utf8').trim() === helper,
    ),
  );
}

/** The same for the thread that calls this. */
export function putThisThreadBehind(log: Log): void {
  putBehind(log, () => [basename(readlinkSync(thisThread))]);
}

function putBehind(log: Log, threads: () => readonly string[]): void {
  if (process.platform !== 'linux') return;
  try {
    const behind = Math.min(getPriority() + niceness.more, niceness.most);
    for (const id of threads()) setPriority(Number(id), behind);
  } catch (error) {
    log.warn({ error }, 'threads that others wait for less run beside all others');
  }
}
