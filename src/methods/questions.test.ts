import { describe, expect, test } from 'vitest';
import { MORNING } from '../../test/kit/clock.ts';
import { cheapHasher } from '../../test/kit/hasher.ts';
import { registrationOf, toolsAt } from '../../test/kit/held-method-contract.ts';
import { bareUser } from '../../test/kit/method-contract.ts';
import { predefinedQuestions } from '../domain/registration/predefined-questions.ts';
import type { Registration } from '../domain/registration/registration.ts';
import type { Person, Prompt } from '../ports/method.ts';
import { questions, type QuestionsSettings } from './questions.ts';

const nobodyYet: Person = { user: bareUser, registrations: [] };
const five = predefinedQuestions.slice(0, 5);
const recommended: QuestionsSettings = { ...questions.presets.recommended, enabled: true };
const entra: QuestionsSettings = { ...questions.presets.entra, enabled: true };
const answerTo = (id: string) => `Lantern of ${id.slice(0, 20)}`;
const enrolment = questions.enrolment;
if (enrolment === null) throw new Error('people register questions themselves');

const typedFor = (ids: readonly string[], answers = ids.map(answerTo)) =>
  Object.fromEntries(
    ids.flatMap((id, at) => [
      [`question${at + 1}`, id],
      [`answer${at + 1}`, answers[at] ?? ''],
    ]),
  );

const finish = (typed: Readonly<Record<string, string>>, settings = recommended) =>
  enrolment.finish(typed, {}, nobodyYet, settings, toolsAt(MORNING));

async function registered(ids: readonly string[] = five): Promise<Person> {
  const done = await finish(typedFor(ids));
  if (!done.ok) throw new Error(JSON.stringify(done.faults));
  return { user: bareUser, registrations: [registrationOf('questions', done.data)] };
}

function idsIn(prompt: Prompt | null): string[] {
  const shown = prompt?.['questions'] as readonly { readonly id: string }[];
  return shown.map(({ id }) => id);
}

const answersTo = (prompt: Prompt | null, answer = answerTo) =>
  JSON.stringify(Object.fromEntries(idsIn(prompt).map((id) => [id, answer(id)])));

describe('settings', () => {
  const check = (changes: object) =>
    questions.settings
      .safeParse({ ...recommended, ...changes })
      .error?.issues.map(({ path }) => path.join('.'));
  const own = { id: 'badge', text: 'Which animal is on your badge?', texts: {} };

  test.each([
    [{ questionsToRegister: 2 }, ['questionsToRegister', 'questionsToAnswer']],
    [{ questionsToRegister: 6 }, ['questionsToRegister']],
    [{ questionsToAnswer: 2 }, ['questionsToAnswer']],
    [{ questionsToRegister: 3, questionsToAnswer: 4 }, ['questionsToAnswer']],
    [{ predefined: five.slice(0, 4) }, ['predefined']],
    [{ predefined: [...five, five[0]] }, ['predefined']],
    [{ custom: [own, own] }, ['custom']],
    [{ custom: [{ ...own, id: 'lost-toy' }] }, ['custom']],
    [{ custom: [{ ...own, id: '__proto__' }] }, ['custom.0.id']],
    [{ custom: [{ ...own, text: 'Me' }] }, ['custom.0.text']],
    [{ custom: [{ ...own, text: 'x'.repeat(201) }] }, ['custom.0.text']],
    [{ custom: [{ ...own, text: 'two\nlines' }] }, ['custom.0.text']],
  ])('refuse %j', (changes, paths) => {
    expect(check(changes)?.some((path) => paths.includes(path))).toBe(true);
  });

  test('take any number of questions of the organisation, in any script', () => {
    const custom = Array.from({ length: 60 }, (_, at) => ({
      id: `own-${at}`,
      text: `ما رقم ${at}؟ 🗝`,
      texts: { de: 'Wie lautet die Nummer?' },
    }));
    expect(check({ custom, predefined: [] })).toBeUndefined();
  });

  test('ask them first in the Entra preset, and only beside another proof in the recommended one', () => {
    expect(questions.needsEarlierProof(recommended)).toBe(true);
    expect(questions.needsEarlierProof(entra)).toBe(false);
    expect(questions.forAdministrators).toEqual({ recommended: false, entra: false });
  });
});

describe('registering', () => {
  test('offers every question, with the words of those that are the organisation\u2019s own', async () => {
    const custom = [{ id: 'badge', text: 'Which badge?', texts: { de: 'Welche Marke?' } }];
    const settings = { ...recommended, custom };
    const begun = await enrolment.begin({}, nobodyYet, settings, toolsAt(MORNING));
    expect(begun).toMatchObject({ ok: true, kept: {}, send: null });
    const shown = begun.ok ? (begun.shown['questions'] as unknown[]) : [];
    expect(shown).toHaveLength(36);
    expect(shown.at(-1)).toEqual(custom[0]);
    expect(shown[0]).toEqual({ id: predefinedQuestions[0] });
  });

  test('keeps no answer in clear', async () => {
    const person = await registered();
    const kept = JSON.stringify(person.registrations);
    for (const id of five) expect(kept.toLowerCase()).not.toContain(answerTo(id).toLowerCase());
    expect(kept.match(/\$argon2id\$/g)).toHaveLength(5);
  });

  const faultsOf = async (...given: Parameters<typeof finish>) => {
    const done = await finish(...given);
    return done.ok ? [] : done.faults.map(({ path, code }) => `${path}: ${code}`);
  };

  test.each([
    ['a missing question', { question2: '' }, ['question2: required']],
    ['an unheard-of question', { question2: 'own' }, ['question2: unknown-question']],
    ['a question twice', { question2: five[0] }, ['question2: question-repeated']],
    ['no answer', { answer2: '' }, ['answer2: too-short']],
    ['two signs', { answer2: 'ab' }, ['answer2: too-short']],
    ['punctuation in place of signs', { answer2: 'a!!!' }, ['answer2: too-short']],
    ['41 signs', { answer2: 'lantern x'.repeat(5).slice(0, 41) }, ['answer2: too-long']],
    [
      'an answer twice, in other letters',
      { answer2: answerTo(five[0] ?? '').toUpperCase() },
      ['answer2: answer-repeated'],
    ],
    ['their own name', { answer2: 'ALICE' }, ['answer2: answer-guessable']],
    [
      'words of the question',
      { asked2: 'Where was your best hiding place?', answer2: 'Hiding place' },
      ['answer2: answer-guessable'],
    ],
  ])('refuses %s', async (_what, changes, faults) => {
    expect(await faultsOf({ ...typedFor(five), ...(changes as Record<string, string>) })).toEqual(
      faults,
    );
  });

  test('takes 40 signs of any script', async () => {
    const answer = 'ض🗝ي'.replace('🗝', '字').repeat(14).slice(0, 40);
    expect(await faultsOf({ ...typedFor(five), answer3: answer })).toEqual([]);
  });

  test('asks for longer answers where the organisation does', async () => {
    const settings = { ...recommended, minAnswerLength: 12 };
    expect(await faultsOf({ ...typedFor(five), answer1: 'lanterns' }, settings)).toEqual([
      'answer1: too-short',
    ]);
  });
});

describe('what is drawn', () => {
  test('stays the same for another challenge, so that nobody shops around (R129)', async () => {
    const person = await registered();
    const first = questions.draw(person, recommended, toolsAt(MORNING, 1), 'seed');
    expect(questions.draw(person, recommended, toolsAt(MORNING, 2), 'seed')).toEqual(first);
    expect(idsIn(first)).toHaveLength(3);
    expect(five).toEqual(expect.arrayContaining(idsIn(first)));
  });

  test('changes with every challenge in the Entra preset, for nobody too (QN-15)', async () => {
    for (const person of [await registered(), nobodyYet, null]) {
      const drawn = Array.from({ length: 30 }, (_, seed) =>
        idsIn(questions.draw(person, entra, toolsAt(MORNING, seed), 'seed')).join(),
      );
      expect(new Set(drawn).size).toBeGreaterThan(5);
      expect(new Set(drawn.flatMap((ids) => ids.split(','))).size).toBe(5);
    }
  });

  test('differs between strangers, and shows a stranger nothing that no person is asked', () => {
    const decoys = (seed: string) => questions.draw(null, recommended, toolsAt(MORNING), seed);
    expect(decoys('one')).not.toEqual(decoys('two'));
    expect(predefinedQuestions).toEqual(expect.arrayContaining(idsIn(decoys('one'))));
  });

  test('leaves out what the organisation took away, and needs enough to be left', async () => {
    const person = await registered();
    const without = (gone: number): QuestionsSettings => ({
      ...recommended,
      predefined: predefinedQuestions.slice(gone),
    });
    expect(questions.usable(person, without(2))).toBe(true);
    expect(idsIn(questions.draw(person, without(2), toolsAt(MORNING), 's')).toSorted()).toEqual(
      five.slice(2).toSorted(),
    );
    expect(questions.usable(person, without(3))).toBe(false);
  });
});

describe('answering', () => {
  const judge = async (person: Person | null, prompt: Prompt | null, answer: string) => {
    const hasher = cheapHasher();
    const tools = { ...toolsAt(MORNING), hasher };
    const given = { answer, prompt, person, settings: recommended };
    return { verdict: await questions.verify(given, tools), verifications: hasher.verifications() };
  };

  test('takes the answers however they are typed', async () => {
    const person = await registered();
    const prompt = questions.draw(person, recommended, toolsAt(MORNING), 'seed');
    const shouted = answersTo(prompt, (id) => ` ${answerTo(id).toUpperCase()}! `);
    expect((await judge(person, prompt, shouted)).verdict).toEqual({
      right: true,
      fills: 1,
      used: null,
    });
  });

  test.each([0, 1, 2])('refuses all of them for one that is wrong: number %i', async (wrong) => {
    const person = await registered();
    const prompt = questions.draw(person, recommended, toolsAt(MORNING), 'seed');
    const bad = idsIn(prompt)[wrong];
    const answer = answersTo(prompt, (id) => (id === bad ? 'Another lantern' : answerTo(id)));
    expect((await judge(person, prompt, answer)).verdict).toEqual({ right: false });
  });

  test('refuses the answers to questions that were not drawn', async () => {
    const person = await registered();
    const prompt = questions.draw(person, recommended, toolsAt(MORNING), 'seed');
    const others = five.filter((id) => !idsIn(prompt).includes(id));
    const answer = answersTo({ questions: others.map((id) => ({ id })) });
    expect((await judge(person, prompt, answer)).verdict).toEqual({ right: false });
  });

  test('costs as many verifications whoever is asked and whatever was answered', async () => {
    const person = await registered();
    const prompt = questions.draw(person, recommended, toolsAt(MORNING), 'seed');
    const decoy = questions.draw(null, recommended, toolsAt(MORNING), 'seed');
    const right = answersTo(prompt);
    const costs = await Promise.all([
      judge(person, prompt, right),
      judge(person, prompt, '{}'),
      judge(person, null, right),
      judge(nobodyYet, decoy, right),
      judge(null, decoy, right),
      judge(null, null, 'x'.repeat(8192)),
    ]);
    expect(costs.map(({ verifications }) => verifications)).toEqual([3, 3, 3, 3, 3, 3]);
  });

  test('asks for the newest set alone', async () => {
    const old = (await registered()).registrations[0] as Registration;
    const newer = (await registered(predefinedQuestions.slice(5, 10))).registrations[0];
    const both: Person = {
      user: bareUser,
      registrations: [old, { ...(newer as Registration), id: 'reg_newer' }],
    };
    const prompt = questions.draw(both, recommended, toolsAt(MORNING), 'seed');
    expect(predefinedQuestions.slice(5, 10)).toEqual(expect.arrayContaining(idsIn(prompt)));
    expect((await judge(both, prompt, answersTo(prompt))).verdict.right).toBe(true);
  });
});
