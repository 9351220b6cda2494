import { TOTP, Secret } from 'otpauth';
import { predefinedQuestions } from '../../src/domain/registration/predefined-questions.ts';
import { PASS_LENGTH, passText } from '../../src/domain/registration/temporary-pass.ts';
import { recoveryCodes } from '../../src/methods/recovery-codes.ts';
import type { MethodTools } from '../../src/ports/method.ts';
import type { HeldMethodFixture } from './held-method-contract.ts';
import { bareUser } from './method-contract.ts';
import { passkeyRegistered } from './passkeys.ts';
import { seededRandom } from './random.ts';
import { softAuthenticator } from './soft-authenticator.ts';
import { deviceRegistered } from './soft-device.ts';

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
  device: {
    register: async (tools) => (await deviceRegistered(tools)).data,
    // The answer comes from elsewhere: it is the approval that the device has left.
    answer: async (data, prompt, tools) => ({
      answer: '',
      data: { ...data, approved: { promptId: prompt?.['id'], at: tools.now } },
    }),
    nextAnswerAfterSeconds: 0,
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
  'temporary-pass': {
    register: async (tools, seed, user = bareUser) => {
      const expiresAt = tools.now + 600_000;
      const text = passText(user.ref, expiresAt, passOf(seed));
      return { mac: tools.vault.mac('temporary-pass', text), expiresAt };
    },
    answer: async (_data, _prompt, _tools, seed) => ({ answer: passOf(seed) }),
    nextAnswerAfterSeconds: 0,
    sameAnswerAgain: 'refused',
  },
  'recovery-codes': {
    register: async (tools, seed, user = bareUser) => {
      const random = seededRandom(seed);
      return (await codesRegistered({ ...tools, random }, user)).data;
    },
    answer: async (_data, _prompt, tools, seed) => {
      const { codes } = await codesRegistered({ ...tools, random: seededRandom(seed) });
      return { answer: codes[3] ?? '' };
    },
    nextAnswerAfterSeconds: 0,
    sameAnswerAgain: 'refused',
  },
  questions: {
    register: async (tools, seed) => {
      const asked = predefinedQuestions.slice(0, 5);
      const hashes = asked.map(async (id) => [id, await tools.hasher.hash(answerTo(id, seed))]);
      return { answers: Object.fromEntries(await Promise.all(hashes)) };
    },
    answer: async (_data, prompt, _tools, seed) => {
      const asked = prompt?.['questions'] as readonly { readonly id: string }[];
      const answers = asked.map(({ id }) => [id, answerTo(id, seed)]);
      return { answer: JSON.stringify(Object.fromEntries(answers)) };
    },
    nextAnswerAfterSeconds: 0,
    sameAnswerAgain: 'accepted',
  },
};

function passOf(seed: number): string {
  return `7K3MQX${seed}`.padEnd(PASS_LENGTH, '0');
}

function answerTo(question: string, seed: number): string {
  return `the ${question.length} lanterns of ${seed}`;
}

async function codesRegistered(tools: MethodTools, user = bareUser) {
  const person = { user, registrations: [] };
  const settings = { enabled: true };
  const begun = await recoveryCodes.enrolment?.begin({}, person, settings, tools);
  if (begun?.ok !== true) throw new Error('codes can always be made');
  const codes = begun.shown['codes'] as readonly string[];
  const typed = { code: codes[0] ?? '' };
  const done = await recoveryCodes.enrolment?.finish(typed, begun.kept, person, settings, tools);
  if (done?.ok !== true) throw new Error('one of the codes was typed back');
  return { codes, data: done.data };
}

function seedOf(seed: number): string {
  return Secret.fromHex(seed.toString(16).padStart(40, '5')).base32;
}
