import type { HttpBindings } from '@hono/node-server';
import type { Log } from '../../ports/log.ts';

/** What the server knows of every request before anybody else handles it. */
export interface RequestFacts {
  readonly requestId: string;
  /** Short form that pages and problems show and the log line carries. */
  readonly reference: string;
  /** For `script` and `style` elements of this response alone. */
  readonly nonce: string;
  /** The visitor's address: the socket's, or the one a trusted proxy names. Null when neither can be read. */
  readonly clientAddress: string | null;
  /** Carries `requestId` and `reference`. */
  readonly log: Log;
}

export interface HttpEnv {
  Bindings: Partial<HttpBindings>;
  Variables: { facts: RequestFacts };
}
