import { describe, expect, test } from 'vitest';
import type { Registration } from '../../src/domain/registration/registration.ts';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import type { HeldMethod, MethodTools, Person, Prompt, Verdict } from '../../src/ports/method.ts';
import { MORNING } from './clock.ts';
import { cheapHasher } from './hasher.ts';
import { bareUser } from './method-contract.ts';
import { seededRandom } from './random.ts';
import { fixedVault } from './vault.ts';

/** How to be somebody who has registered a method, and to give the right answer to what it asks. */
export interface HeldMethodFixture {
  /** What is stored for somebody, different for every seed; for the contract's own person unless said. */
  register(tools: MethodTools, seed: number, user?: DirectoryUser): Promise<Registration['data']>;
  /** The right answer at this moment of somebody who registered with this seed. */
  answer(
    data: Registration['data'],
    prompt: Prompt | null,
    tools: MethodTools,
    seed: number,
  ): Promise<{ readonly answer: string; readonly data?: Registration['data'] }>;
  /** For how long after `answer` the clock must move on until another right answer exists. */
  readonly nextAnswerAfterSeconds: number;
  /** A registration may answer once and be gone, or stay with other data; either way never the same answer twice. */
  readonly sameAnswerAgain: 'refused' | 'accepted-for-a-new-prompt' | 'accepted';
}

export function toolsAt(now: number, seed = 1): MethodTools {
  return {
    vault: fixedVault(),
    random: seededRandom(seed),
    hasher: cheapHasher(),
    origin: 'https://reset.contoso.example',
    organisation: 'Contoso',
    now,
  };
}

export function registrationOf(
  methodId: string,
  data: Registration['data'],
  id = `reg_${methodId}`,
): Registration {
  return {
    id,
    methodId,
    label: 'Mine',
    data,
    source: 'user',
    version: 1,
    isDefault: false,
    usableFrom: MORNING,
    createdAt: MORNING,
    confirmedAt: MORNING,
    lastUsedAt: null,
  };
}

const noise = [
  '',
  ' ',
  '\0',
  'null',
  '{}',
  '[]',
  '{"id":',
  '{"__proto__":{"right":true}}',
  '000000',
  '🗝'.repeat(8),
  'x'.repeat(8192),
];

/** What every method must hold to that is proved with something held or known. */
export function describeHeldMethodContract(method: HeldMethod, fixture: HeldMethodFixture): void {
  const settings = method.settings.parse({ ...method.presets.recommended, enabled: true });
  const personWith = (data: Registration['data'], id?: string): Person => ({
    user: bareUser,
    registrations: [registrationOf(method.id, data, id)],
  });
  const promptFor = (person: Person | null, tools: MethodTools): Prompt | null =>
    method.draw(person, settings, tools, 'seed') ?? method.prompt(settings, tools.random);
  const judge = (
    person: Person | null,
    prompt: Prompt | null,
    answer: string,
    tools: MethodTools,
  ): Promise<Verdict> => method.verify({ answer, prompt, person, settings }, tools);

  describe(`the method ${method.id} keeps the contract of what is held or known:`, () => {
    const later = MORNING + fixture.nextAnswerAfterSeconds * 1000;

    test('the right answer of the one who is asked is right', async () => {
      const data = await fixture.register(toolsAt(MORNING), 1);
      const person = personWith(data);
      const tools = toolsAt(later);
      const prompt = promptFor(person, tools);
      expect(method.usable(person, settings)).toBe(true);
      const given = await fixture.answer(data, prompt, tools, 1);
      const verdict = await judge(personWith(given.data ?? data), prompt, given.answer, tools);
      expect(verdict).toMatchObject({ right: true });
      expect(verdict.right && verdict.fills).toBeLessThanOrEqual(method.fills);
    });

    test('the right answer of somebody else is wrong', async () => {
      const [mine, theirs] = [
        await fixture.register(toolsAt(MORNING, 1), 1),
        await fixture.register(toolsAt(MORNING, 2), 2),
      ];
      const tools = toolsAt(later);
      const prompt = promptFor(personWith(mine), tools);
      const { answer } = await fixture.answer(
        theirs,
        promptFor(personWith(theirs), tools),
        tools,
        2,
      );
      expect(await judge(personWith(mine), prompt, answer, tools)).toEqual({ right: false });
    });

    test('the right answer is wrong for somebody who registered nothing, and for nobody', async () => {
      const data = await fixture.register(toolsAt(MORNING), 1);
      const tools = toolsAt(later);
      const prompt = promptFor(personWith(data), tools);
      const { answer } = await fixture.answer(data, prompt, tools, 1);
      const empty = { user: bareUser, registrations: [] };
      expect(await judge(empty, prompt, answer, tools)).toEqual({ right: false });
      expect(await judge(null, prompt, answer, tools)).toEqual({ right: false });
    });

    test.each(noise)('what is no answer is wrong, and nothing is thrown: %j', async (answer) => {
      const data = await fixture.register(toolsAt(MORNING), 1);
      const tools = toolsAt(later);
      for (const person of [personWith(data), { user: bareUser, registrations: [] }, null]) {
        const prompt = promptFor(person, tools);
        expect(await judge(person, prompt, answer, tools)).toEqual({ right: false });
        expect(await judge(person, null, answer, tools)).toEqual({ right: false });
      }
    });

    test('what is shown to somebody without it looks like what is shown to somebody with it', async () => {
      const data = await fixture.register(toolsAt(MORNING), 1);
      const shape = (prompt: Prompt | null) =>
        prompt === null ? null : Object.keys(prompt).toSorted();
      const empty = { user: bareUser, registrations: [] };
      const tools = () => toolsAt(later);
      const mine = method.draw(personWith(data), settings, tools(), 'seed');
      for (const person of [empty, null]) {
        const shown = method.draw(person, settings, tools(), 'seed');
        expect(shape(shown)).toEqual(shape(mine));
        expect(method.draw(person, settings, tools(), 'seed')).toEqual(shown);
      }
    });

    test(`the same answer a second time is ${fixture.sameAnswerAgain}`, async () => {
      const data = await fixture.register(toolsAt(MORNING), 1);
      const tools = toolsAt(later);
      const prompt = promptFor(personWith(data), tools);
      const given = await fixture.answer(data, prompt, tools, 1);
      const first = await judge(personWith(given.data ?? data), prompt, given.answer, tools);
      if (!first.right) throw new Error('the right answer was refused');
      const { used } = first;
      const after =
        used === null
          ? personWith(data)
          : {
              user: bareUser,
              registrations: used.data === null ? [] : [{ ...used.registration, data: used.data }],
            };
      const again = await judge(after, prompt, given.answer, tools);
      if (fixture.sameAnswerAgain === 'refused') expect(again).toEqual({ right: false });
      else if (fixture.sameAnswerAgain === 'accepted') expect(again).toMatchObject({ right: true });
      else {
        const other = promptFor(after, toolsAt(later, 99));
        expect(await judge(after, other, given.answer, tools)).toEqual({ right: false });
      }
    });
  });
}
