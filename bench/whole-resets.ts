// Whole resets by the portal, as many at a time as a busy morning has.
import { PortalClient, formWith, headingOf } from '../test/kit/portal-client.ts';
import { findCode } from '../test/kit/smtp-sink.ts';
import type { Served } from '../test/kit/served.ts';

export const IN_FLIGHT = 8;

/** The code that comes to an address next. */
type Mailbox = (address: string) => Promise<string>;

/** Who resets, by the number of the reset, and how their code is read. */
export interface Resetting {
  readonly mailbox: Mailbox;
  readonly userOf: (number: number) => { readonly username: string; readonly mail: string };
}

/** Hands each caught code to whoever waits for it; an event, not a poll. */
export function watchMailbox(server: Served): Mailbox {
  const waiting = new Map<string, (code: string) => void>();
  server.sink.onMail((mail) => {
    const code = findCode(mail);
    if (code === null) return;
    waiting.get(mail.to)?.(code);
    waiting.delete(mail.to);
  });
  return (address) =>
    new Promise((found) => {
      waiting.set(address, found);
    });
}

/** Makes so many resets, always {@link IN_FLIGHT} at a time; answers how long each took, in milliseconds. */
export async function driveResets(
  origin: string,
  people: Resetting,
  count: number,
  from: number,
): Promise<number[]> {
  const milliseconds: number[] = [];
  let next = from;
  async function lane(): Promise<void> {
    while (next < from + count) {
      const number = next;
      next += 1;
      const startedAt = performance.now();
      await reset(origin, people, number);
      milliseconds.push(performance.now() - startedAt);
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
  return milliseconds;
}

async function reset(
  origin: string,
  { mailbox, userOf }: Resetting,
  number: number,
): Promise<void> {
  const browser = new PortalClient(origin);
  const { username, mail: address } = userOf(number);
  const mail = mailbox(address);
  const proving = await browser.submit(await browser.get('/reset'), { identifier: username });
  formWith(proving, 'code');
  const password = await browser.submit(proving, { code: await mail });
  const words = 'seven lanterns and nine kites';
  const done = await browser.submit(password, { password: words, confirmation: words });
  if (done.status !== 200 || headingOf(done) !== 'Your new password is set') {
    throw new Error(`reset ${number} ended at ${done.url} (${done.status}): ${headingOf(done)}`);
  }
}
