import type { PushSender } from '../../src/ports/push.ts';

/** An installation whose operator let no push service be asked. */
export const noPush: PushSender = {
  publicKey: null,
  allows: () => false,
  send: () => Promise.resolve({ result: 'gone' }),
};
