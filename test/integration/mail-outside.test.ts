// Which thread a mail leaves by, and what becomes of it when that one ends. What holds on both: smtp-channel.test.ts.
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { smtp } from '../../src/channels/smtp.ts';
import type { EmailMessage, OpenChannel } from '../../src/ports/channel.ts';
import { mailOutside } from '../../src/server/outside-thread/mail-outside.ts';
import type { OutsideThread } from '../../src/server/outside-thread/outside-thread.ts';
import { idleThread, mailOnThread, runningThread } from '../kit/mail-on-thread.ts';
import { type SmtpSink, startSmtpSink } from '../kit/smtp-sink.ts';

const message: EmailMessage = {
  kind: 'email',
  id: 'msg_0123456789',
  to: 'lena.fischer@contoso.example',
  subject: 'Your code',
  text: '1234 5678',
  html: null,
};

let sink: SmtpSink;
let threads: OutsideThread[];
beforeEach(async () => {
  sink = await startSmtpSink();
  threads = [];
});
afterEach(async () => {
  for (const thread of threads) await thread.close();
  await sink.stop();
});

const used = (thread: OutsideThread) => {
  threads.push(thread);
  return thread;
};

const settingsFor = (port: number) => ({
  host: '127.0.0.1',
  port,
  security: 'none' as const,
  username: null,
  password: null,
  authority: null,
  from: 'reset@contoso.example',
  fromName: 'Contoso',
});

/** Counts what leaves by the thread of the tests. */
function counted(thread: OutsideThread, port: number): OpenChannel & { readonly here: string[] } {
  const here: string[] = [];
  const opened = mailOutside(thread, {
    ...smtp,
    open(settings) {
      const channel = smtp.open(settings);
      return {
        ...channel,
        async send(one) {
          here.push(one.id);
          return channel.send(one);
        },
      };
    },
  }).open(settingsFor(port));
  return { ...opened, here };
}

test('mails leave by the thread that answers requests until the other one runs', async () => {
  const thread = used(idleThread());
  const channel = counted(thread, sink.port);
  expect(await channel.send({ ...message, id: 'msg_a' })).toEqual({ status: 'accepted' });
  expect(thread.isRunning(), 'for a mail alone none is begun').toBe(false);
  thread.tell({ what: 'close-carrier', carrier: 0 });
  expect(await channel.send({ ...message, id: 'msg_b' })).toEqual({ status: 'accepted' });
  expect(channel.here).toEqual(['msg_a']);
  expect(sink.caught.map(({ to }) => to)).toEqual([message.to, message.to]);
  await channel.close();
});

test('each carrier sends to its own server, whoever brought it to the thread', async () => {
  const thread = used(runningThread());
  const other = await startSmtpSink();
  const carriers = [sink, other].map(({ port }) => mailOnThread(thread).open(settingsFor(port)));
  for (const carrier of [...carriers, ...carriers]) {
    expect(await carrier.send(message)).toEqual({ status: 'accepted' });
  }
  expect([sink.caught.length, other.caught.length]).toEqual([2, 2]);
  for (const carrier of carriers) await carrier.close();
  await other.stop();
});

test('a carrier that is closed closes what it had open on the other thread', async () => {
  const gate = createServer((socket) => {
    socket.pipe(connect(sink.port, '127.0.0.1')).pipe(socket);
    socket.once('close', () => gate.close());
  }).listen(0, '127.0.0.1');
  await once(gate, 'listening');
  const channel = mailOnThread(used(runningThread())).open(
    settingsFor((gate.address() as AddressInfo).port),
  );
  expect(await channel.send(message)).toEqual({ status: 'accepted' });
  const closed = once(gate, 'close');
  await channel.close();
  await closed;
});

test('a mail that is on its way when the thread is closed may be sent again, and may have left', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const thread = used(runningThread());
  const channel = mailOnThread(thread).open(settingsFor((silent.address() as AddressInfo).port));
  const sent = channel.send(message);
  await once(silent, 'connection');
  await thread.close();
  expect(await sent).toEqual({
    status: 'deferred',
    reason: 'the server was stopped',
    mayHaveLeft: true,
  });
  await channel.close();
  silent.close();
});
