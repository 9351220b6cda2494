import { TOTP, Secret } from 'otpauth';
import type { HeldMethodFixture } from './held-method-contract.ts';
import { passkeyRegistered } from './passkeys.ts';
import { softAuthenticator } from './soft-authenticator.ts';

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
  passkey: {
    register: async (tools, seed) => (await passkeyRegistered(tools, seed)).data,
    answer: async (data, prompt, tools, seed) => ({
      answer: softAuthenticator(seed).get({
        challenge: String(prompt?.['challenge']),
        origin: tools.origin,
        userHandle: String(data['userHandle']),
      }),
    }),
    nextAnswerAfterSeconds: 0,
    // This one counts nothing, like those that are kept in an account: the challenge alone makes it new.
    sameAnswerAgain: 'accepted-for-a-new-prompt',
  },
};

function seedOf(seed: number): string {
  return Secret.fromHex(seed.toString(16).padStart(40, '5')).base32;
}
