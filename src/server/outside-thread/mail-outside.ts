import { PosternError } from '../../domain/errors.ts';
import type { Channel, Delivery, OpenChannel, OutgoingMessage } from '../../ports/channel.ts';
import type { OutsideThread } from './outside-thread.ts';
import { errorFrom } from './told-errors.ts';
import type { Carry } from './words.ts';

/** A channel that needs nothing but its settings. */
interface MailChannel<Settings> extends Channel<Settings> {
  open(settings: Settings): Required<OpenChannel>;
}

/**
 * The same channel, whose mails leave by the other thread while that is running, and by this one otherwise: a thread for
 * mails alone would take more memory than it gives time.
 */
export function mailOutside<Settings extends Readonly<Record<string, unknown>>>(
  thread: OutsideThread,
  channel: MailChannel<Settings>,
): MailChannel<Settings> {
  function open(settings: Settings): Required<OpenChannel> {
    // Neither connects before it has something to send.
    const here = channel.open(settings);
    let there: number | null = null;

    function carrier(): number {
      if (there !== null) return there;
      there = thread.nextNumber();
      thread.tell({ what: 'open-carrier', carrier: there, settings });
      return there;
    }

    async function ask(call: Carry, message: OutgoingMessage): Promise<unknown> {
      const reply = await thread.ask({ what: 'carry', carrier: carrier(), call, message });
      if (reply.what === 'error') throw errorFrom(reply.error);
      return reply.value;
    }

    return {
      async send(message) {
        if (!thread.isRunning()) return here.send(message);
        try {
          return (await ask('send', message)) as Delivery;
        } catch (error) {
          if (!(error instanceof PosternError && error.code === 'unavailable')) throw error;
          return { status: 'deferred', reason: 'the server was stopped', mayHaveLeft: true };
        }
      },
      async rehearse(message) {
        if (thread.isRunning()) await ask('rehearse', message);
        else await here.rehearse(message);
      },
      async close() {
        if (there !== null && thread.isRunning()) {
          thread.tell({ what: 'close-carrier', carrier: there });
        }
        await here.close();
      },
    };
  }

  return { ...channel, open };
}
