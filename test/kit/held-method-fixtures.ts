import { TOTP, Secret } from 'otpauth';
import type { HeldMethodFixture } from './held-method-contract.ts';

/** By method id: how to hold each method that is registered. A method without one fails the contract's test. */
export const heldMethodFixtures: Readonly<Record<string, HeldMethodFixture>> = {
  'app-code': {
    register: async (_tools, seed) => ({ seed: seedOf(seed), lastStep: -1 }),
    answer: async (data, _prompt, tools) => ({
      answer: new TOTP({ secret: Secret.fromBase32(String(data['seed'])) }).generate({
        timestamp: tools.now,
      }),
    }),
    nextAnswerAfterSeconds: 30,
    sameAnswerAgain: 'refused',
  },
};

function seedOf(seed: number): string {
  return Secret.fromHex(seed.toString(16).padStart(40, '5')).base32;
}
