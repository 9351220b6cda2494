// Ambient declarations cannot be imported, and the tests are a project of their own.
// oxlint-disable-next-line typescript/triple-slash-reference
/// <reference path="./smpp.d.ts" />
import { isIP } from 'node:net';
import smpp, { type Pdu, type Session } from 'smpp';
import type { Log } from '../../ports/log.ts';

const milliseconds = 1000;
const closeSeconds = 2;
const statusOk = 0;
/** ESME_RBINDFAIL, ESME_RINVPASWD, ESME_RINVSYSID (SMPP 3.4 §5.1.3). */
const signInRefused: readonly number[] = [0x0d, 0x0e, 0x0f];

export interface LinkSettings {
  readonly host: string;
  readonly port: number;
  readonly security: 'tls' | 'none';
  readonly authority: string | null;
  readonly systemId: string;
  readonly password: string;
  readonly systemType: string;
}

export interface LinkPatience {
  /** For connecting, TLS and the sign-in together. */
  readonly connectSeconds: number;
  /** Between two questions whether the other side is there; one without an answer ends the connection. */
  readonly enquireSeconds: number;
  /** Before the first new try; doubles with each that fails. */
  readonly firstBackOffSeconds: number;
  readonly mostBackOffSeconds: number;
}

/** `lost`: the other side may have taken it; with `unbound` and `refused` it has not. */
export type Submitted =
  | { readonly outcome: 'answered'; readonly status: number; readonly messageId: string }
  | { readonly outcome: 'lost' | 'unbound' | 'refused' };

export interface SmppLink {
  /** Submits one PDU; answers at the latest when the signal says so. */
  submit(fields: Readonly<Record<string, unknown>>, late: AbortSignal): Promise<Submitted>;
  close(): Promise<void>;
}

/** One connection as transceiver that is made again, with back-off, until it is closed (SMPP 3.4 §2.2). */
export function openLink(
  settings: LinkSettings,
  patience: LinkPatience,
  log: Log,
  onDeliver: (pdu: Pdu) => void,
): SmppLink {
  const { host, port } = settings;
  let current: Session | null = null;
  let bound: Session | null = null;
  let isRefused = false;
  let isClosed = false;
  let failures = 0;
  let nextTry: NodeJS.Timeout | undefined;
  /** Who waits for the attempt under way. */
  let attempt = Promise.withResolvers<Session | null>();
  const unanswered = new Set<() => void>();

  function connect(): void {
    const session = smpp.connect(connectOptions(settings));
    current = session;
    isRefused = false;
    const tooLate = setTimeout(() => session.destroy(), patience.connectSeconds * milliseconds);
    let enquiry: NodeJS.Timeout | undefined;
    session.on(settings.security === 'tls' ? 'secureConnect' : 'connect', () => {
      session.bind_transceiver(
        {
          system_id: settings.systemId,
          password: settings.password,
          system_type: settings.systemType,
          interface_version: 0x34,
        },
        ({ command_status: status }) => {
          isRefused = signInRefused.includes(status);
          if (status !== statusOk) {
            session.destroy();
            return;
          }
          clearTimeout(tooLate);
          failures = 0;
          bound = session;
          log.info({ host, port }, 'message centre connected');
          enquiry = keepAsking(session, patience.enquireSeconds);
          attempt.resolve(session);
        },
      );
    });
    answerQuestions(session, onDeliver);
    // What comes over the wire and cannot be read; the end of the connection follows.
    session.on('error', () => session.destroy());
    session.on('close', () => {
      clearTimeout(tooLate);
      clearInterval(enquiry);
      // Once for each time that it goes away, and not for every try to come back.
      if (!isClosed && failures === 0) {
        log.warn({ host, port, refused: isRefused }, 'message centre away');
      }
      current = null;
      bound = null;
      for (const lose of unanswered) lose();
      attempt.resolve(null);
      if (!isClosed) tryAgain();
    });
  }

  function tryAgain(): void {
    const { firstBackOffSeconds, mostBackOffSeconds } = patience;
    const seconds = Math.min(firstBackOffSeconds * 2 ** failures, mostBackOffSeconds);
    failures += 1;
    nextTry = setTimeout(() => {
      attempt = Promise.withResolvers();
      connect();
    }, seconds * milliseconds);
  }

  connect();

  return {
    async submit(fields, late) {
      const session = bound ?? (await attempt.promise);
      if (session === null || bound !== session || late.aborted) {
        return { outcome: isRefused ? 'refused' : 'unbound' };
      }
      return new Promise((settle) => {
        const lose = (): void => finish({ outcome: 'lost' });
        const finish = (submitted: Submitted): void => {
          unanswered.delete(lose);
          late.removeEventListener('abort', lose);
          settle(submitted);
        };
        unanswered.add(lose);
        late.addEventListener('abort', lose);
        const isSent = session.submit_sm(fields, ({ command_status, message_id }) =>
          finish({ outcome: 'answered', status: command_status, messageId: message_id ?? '' }),
        );
        if (!isSent) finish({ outcome: 'unbound' });
      });
    },

    async close() {
      isClosed = true;
      clearTimeout(nextTry);
      const session = current;
      if (session === null) return;
      const ended = new Promise<void>((settle) => {
        session.once('close', () => settle());
      });
      const tooLate = setTimeout(() => session.destroy(), closeSeconds * milliseconds);
      const isAsked = bound !== null && session.unbind({}, () => session.close());
      if (!isAsked) session.destroy();
      await ended;
      clearTimeout(tooLate);
    },
  };
}

function connectOptions({ host, port, security, authority }: LinkSettings) {
  return {
    host,
    port,
    tls: security === 'tls',
    minVersion: 'TLSv1.2' as const,
    ...(isIP(host) === 0 && { servername: host }),
    ...(authority !== null && { ca: authority }),
  };
}

/** Nobody notices a peer that vanished, but by asking (§2.6.1). */
function keepAsking(session: Session, everySeconds: number): NodeJS.Timeout {
  let isWaiting = false;
  return setInterval(() => {
    if (isWaiting) session.destroy();
    else {
      isWaiting = true;
      session.enquire_link({}, () => {
        isWaiting = false;
      });
    }
  }, everySeconds * milliseconds);
}

function answerQuestions(session: Session, onDeliver: (pdu: Pdu) => void): void {
  session.on('enquire_link', (pdu: Pdu) => session.send(pdu.response()));
  session.on('unbind', (pdu: Pdu) => {
    session.send(pdu.response());
    session.close();
  });
  session.on('deliver_sm', (pdu: Pdu) => {
    session.send(pdu.response());
    onDeliver(pdu);
  });
}
