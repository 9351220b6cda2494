// What is used of the package `smpp`, which ships no types.
declare module 'smpp' {
  import type { EventEmitter } from 'node:events';
  import type { Server as NetServer } from 'node:net';
  import type { ConnectionOptions } from 'node:tls';

  export interface Pdu {
    readonly command: string;
    readonly command_status: number;
    readonly sequence_number: number;
    readonly system_id?: string;
    readonly password?: string;
    readonly source_addr?: string;
    readonly source_addr_ton?: number;
    readonly source_addr_npi?: number;
    readonly destination_addr?: string;
    readonly dest_addr_ton?: number;
    readonly dest_addr_npi?: number;
    readonly registered_delivery?: number;
    readonly data_coding?: number;
    readonly esm_class?: number;
    readonly message_id?: string;
    readonly short_message?: {
      readonly message: string | Buffer;
      readonly udh?: readonly Buffer[];
    };
    readonly receipted_message_id?: string;
    readonly message_state?: number;
    response(fields?: Readonly<Record<string, unknown>>): Pdu;
  }

  type Answered = (pdu: Pdu) => void;
  /** False when the socket takes nothing any more; the callback is then never called. */
  type Ask = (fields: Readonly<Record<string, unknown>>, answered?: Answered) => boolean;

  export interface Session extends EventEmitter {
    readonly bind_transceiver: Ask;
    readonly submit_sm: Ask;
    readonly deliver_sm: Ask;
    readonly enquire_link: Ask;
    readonly unbind: Ask;
    send(pdu: Pdu): boolean;
    close(): void;
    destroy(): void;
  }

  export interface ConnectOptions extends Omit<ConnectionOptions, 'host' | 'port'> {
    readonly host: string;
    readonly port: number;
    /** Whether TLS is spoken from the first byte. */
    readonly tls: boolean;
  }

  interface Smpp {
    connect(options: ConnectOptions): Session;
    createServer(
      options: { readonly key?: string; readonly cert?: string },
      onSession: (session: Session) => void,
    ): NetServer;
  }
  const smpp: Smpp;
  export default smpp;
}
