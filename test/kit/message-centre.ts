// A real SMPP 3.4 message centre on loopback, so that the channel is tested against the protocol itself.
import type { AddressInfo } from 'node:net';
import smpp, { type Pdu, type Session } from 'smpp';

export interface TakenText {
  readonly from: readonly [ton: number, npi: number, address: string];
  readonly to: readonly [ton: number, npi: number, address: string];
  readonly coding: number;
  readonly text: string;
  /** Series, count and number of a part; null for a text alone. */
  readonly part: readonly number[] | null;
  readonly wantsReceipt: boolean;
  readonly reference: string;
}

export interface CentreOptions {
  readonly port?: number;
  readonly key?: string;
  readonly cert?: string;
  /** A `command_status` for a submitted PDU, `silent` for no answer, `hang-up` for an end of the connection. */
  readonly onSubmit?: (text: TakenText) => number | 'silent' | 'hang-up';
  /** Whether questions are answered: signing in, and being there. */
  readonly answers?: { readonly bind?: boolean; readonly enquiries?: boolean };
}

export const centreAccount = { systemId: 'postern', password: 's3cret' };

export interface MessageCentre {
  readonly port: number;
  /** Every PDU submitted, taken or not. */
  readonly submitted: TakenText[];
  readonly events: string[];
  /** Hands a PDU to whoever is signed in; answers with the status of the response. */
  deliver(fields: Readonly<Record<string, unknown>>): Promise<number>;
  enquire(): Promise<number>;
  hangUp(): void;
  stop(): Promise<void>;
}

export async function startMessageCentre(options: CentreOptions = {}): Promise<MessageCentre> {
  const submitted: TakenText[] = [];
  const events: string[] = [];
  const sessions = new Set<Session>();
  const { key, cert, answers = {} } = options;
  const server = smpp.createServer({ ...(key && { key }), ...(cert && { cert }) }, (session) => {
    sessions.add(session);
    session.on('close', () => {
      sessions.delete(session);
      events.push('closed');
    });
    session.on('error', () => session.destroy());
    session.on('bind_transceiver', (pdu: Pdu) => {
      if (answers.bind === false) return;
      const { systemId, password } = centreAccount;
      const isRight = pdu.system_id === systemId && pdu.password === password;
      events.push(isRight ? 'bound' : 'refused');
      session.send(pdu.response({ command_status: isRight ? 0 : 0x0e }));
    });
    session.on('enquire_link', (pdu: Pdu) => {
      events.push('enquired');
      if (answers.enquiries !== false) session.send(pdu.response());
    });
    session.on('unbind', (pdu: Pdu) => {
      events.push('unbound');
      session.send(pdu.response());
      session.close();
    });
    session.on('submit_sm', (pdu: Pdu) => {
      const text = read(pdu, `m${submitted.length + 1}`);
      submitted.push(text);
      const answer = options.onSubmit?.(text) ?? 0;
      if (answer === 'hang-up') session.destroy();
      else if (answer !== 'silent') {
        session.send(
          pdu.response({
            command_status: answer,
            ...(answer === 0 && { message_id: text.reference }),
          }),
        );
      }
    });
  });
  server.on('error', () => undefined);
  await new Promise<void>((listening) => {
    server.listen(options.port ?? 0, '127.0.0.1', listening);
  });
  const signedIn = (): Session => {
    const [session] = sessions;
    if (session === undefined) throw new Error('nobody is signed in');
    return session;
  };
  return {
    port: (server.address() as AddressInfo).port,
    submitted,
    events,
    deliver: (fields) =>
      new Promise((done) => {
        signedIn().deliver_sm(fields, (pdu) => done(pdu.command_status));
      }),
    enquire: () =>
      new Promise((done) => {
        signedIn().enquire_link({}, (pdu) => done(pdu.command_status));
      }),
    hangUp: () => signedIn().destroy(),
    stop: () =>
      new Promise((stopped) => {
        server.close(() => stopped());
        for (const session of sessions) session.destroy();
      }),
  };
}

function read(pdu: Pdu, reference: string): TakenText {
  const { message = '', udh } = pdu.short_message ?? {};
  const header = udh?.[0];
  return {
    from: [pdu.source_addr_ton ?? -1, pdu.source_addr_npi ?? -1, pdu.source_addr ?? ''],
    to: [pdu.dest_addr_ton ?? -1, pdu.dest_addr_npi ?? -1, pdu.destination_addr ?? ''],
    coding: pdu.data_coding ?? -1,
    text: typeof message === 'string' ? message : message.toString('latin1'),
    part: header === undefined ? null : [...header.subarray(2)],
    wantsReceipt: pdu.registered_delivery === 1,
    reference,
  };
}
