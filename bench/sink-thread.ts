// An SMTP listener in a thread of its own: taking a mail must not hold up the one who measures.
import { once } from 'node:events';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { type SmtpSink, startSmtpSink } from '../test/kit/smtp-sink.ts';

/** Keeps nothing of what it is sent. */
export async function startSinkThread(): Promise<SmtpSink> {
  const thread = new Worker(new URL(import.meta.url));
  const [port] = (await once(thread, 'message')) as [number];
  return {
    port,
    caught: [],
    onMail: () => undefined,
    async stop() {
      await thread.terminate();
    },
  };
}

if (!isMainThread && parentPort !== null) {
  const { port } = await startSmtpSink();
  // The rule means windows; this is the thread that started this one.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort.postMessage(port);
}
