// Methods whose proof people type: how to hold each one of them, and what to type when it is asked for.
import { Secret, TOTP } from 'otpauth';
import { predefinedQuestions } from '../../src/domain/registration/predefined-questions.ts';
import { questions } from '../../src/methods/questions.ts';
import { recoveryCodes } from '../../src/methods/recovery-codes.ts';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import type { Prompt } from '../../src/ports/method.ts';
import { operator } from '../../src/services/access/caller.ts';
import { createTemporaryPassService } from '../../src/services/registration/temporary-pass-service.ts';
import { type Journey, tenantId } from './journey.ts';
import { keepRegistration } from './registered.ts';

export interface TypedMethod {
  readonly id: string;
  /** Whether the same answer is worth nothing the next time. */
  readonly isSpent: boolean;
  /** Registers it for somebody; what comes back makes the answer to a prompt. */
  readonly hold: (
    journey: Journey,
    user: DirectoryUser,
  ) => Promise<(prompt: Prompt | null) => string>;
}

const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

export const typedMethods: readonly TypedMethod[] = [
  {
    id: 'app-code',
    isSpent: true,
    async hold(journey, user) {
      const seed =
        SEED.slice(0, -4) +
        user.ref.anchor
          .slice(-4)
          .toUpperCase()
          .replace(/\W|[0189]/g, 'A');
      await keepRegistration(journey, user, 'app-code', { seed, lastStep: -1 });
      const totp = new TOTP({ secret: Secret.fromBase32(seed) });
      return () => totp.generate({ timestamp: journey.clock.now() });
    },
  },
  {
    id: 'recovery-codes',
    isSpent: true,
    async hold(journey, user) {
      const codes = await recoveryCodesOf(journey, user);
      return () => codes[0] ?? '';
    },
  },
  {
    id: 'questions',
    isSpent: false,
    async hold(journey, user) {
      const answerTo = (id: string) => `Lantern of ${user.username} ${id.slice(0, 12)}`;
      const typed = predefinedQuestions.slice(0, 5).flatMap((id, at) => [
        [`question${at + 1}`, id],
        [`answer${at + 1}`, answerTo(id)],
      ]);
      const settings = { ...questions.presets.recommended, enabled: true };
      const done = await questions.enrolment?.finish(
        Object.fromEntries(typed),
        {},
        { user, registrations: [] },
        settings,
        await journey.desk.tools(),
      );
      if (done?.ok !== true) throw new Error('the answers were refused');
      await keepRegistration(journey, user, 'questions', done.data);
      return (prompt) => {
        const asked = prompt?.['questions'] as readonly { readonly id: string }[];
        return JSON.stringify(Object.fromEntries(asked.map(({ id }) => [id, answerTo(id)])));
      };
    },
  },
  {
    id: 'temporary-pass',
    isSpent: true,
    async hold(journey, user) {
      const { code } = await issuePass(journey, user);
      return () => code;
    },
  },
];

export function issuePass({ desk }: Journey, { ref }: DirectoryUser) {
  return createTemporaryPassService(desk).issue(operator(tenantId), ref, 'INC-4711');
}

export async function recoveryCodesOf(
  journey: Journey,
  user: DirectoryUser,
  count = 10,
): Promise<readonly string[]> {
  const tools = await journey.desk.tools();
  const person = { user, registrations: [] };
  const begun = await recoveryCodes.enrolment?.begin({}, person, { enabled: true }, tools);
  if (begun?.ok !== true) throw new Error('codes can always be made');
  const codes = begun.shown['codes'] as readonly string[];
  const macs = (begun.kept['macs'] as readonly string[]).slice(0, count);
  await keepRegistration(journey, user, 'recovery-codes', { ...begun.kept, macs });
  return codes.slice(0, count);
}

/** Switches these methods on and every other off; questions may stand first. */
export function allowOnly(journey: Journey, ids: readonly string[], gates: 1 | 2): Promise<void> {
  return journey.setPolicy((policy) => ({
    ...policy,
    scope: { ...policy.scope, mode: 'all' },
    methodsRequired: gates,
    methods: Object.fromEntries(
      Object.entries(policy.methods).map(([id, settings]) => [
        id,
        {
          ...settings,
          enabled: ids.includes(id),
          ...(id === 'questions' && { onlyAsSecondProof: gates === 2 }),
        },
      ]),
    ),
    limits: { ...policy.limits, 'start-per-address': 1000, 'start-per-identifier': 100 },
  }));
}
