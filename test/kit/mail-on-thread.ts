import { type SmtpChannel, smtp } from '../../src/channels/smtp.ts';
import type { Log } from '../../src/ports/log.ts';
import { mailOutside } from '../../src/server/outside-thread/mail-outside.ts';
import {
  createOutsideThread,
  type OutsideThread,
} from '../../src/server/outside-thread/outside-thread.ts';

const silent = () => undefined;
const log: Log = { info: silent, warn: silent, error: silent, child: () => log };

export function idleThread(): OutsideThread {
  return createOutsideThread(log);
}

/** Begun by news of nothing, as a directory would begin it. */
export function runningThread(): OutsideThread {
  const thread = idleThread();
  thread.tell({ what: 'close-carrier', carrier: 0 });
  return thread;
}

/** Mail that can leave by the thread alone: sending it here fails. */
export function mailOnThread(thread: OutsideThread): SmtpChannel {
  const notHere = () => Promise.reject(new Error('the mail was to leave by the other thread'));
  return mailOutside(thread, {
    ...smtp,
    open: (settings) => ({ ...smtp.open(settings), send: notHere, rehearse: notHere }),
  });
}
