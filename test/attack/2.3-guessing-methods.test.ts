// Guessing what people hold or know: answers, codes on a sheet, passes.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import { type Journey, OLD_PASSWORD, openJourney, visitor } from '../kit/journey.ts';
import { openTemporaryStorage } from '../kit/storage.ts';
import { allowOnly, type TypedMethod, typedMethods } from '../kit/typed-methods.ts';

let journey: Journey;
let victim: DirectoryUser;

beforeEach(async () => {
  journey = await openJourney(await openTemporaryStorage());
  victim = await journey.addUser('victim');
});

afterEach(() => journey.close());

async function start(name = 'victim') {
  const { token } = await journey.resets.start(visitor(), name);
  await journey.runOutbox();
  const { challenge } = await journey.resets.progress(visitor(), token);
  return { token, prompt: challenge?.prompt ?? null };
}

const wrong: Readonly<Record<string, string>> = {
  'app-code': '000000',
  'recovery-codes': '0000-0000-0000-0000',
  questions: '{}',
  'temporary-pass': '0000-0000',
};

describe.each(typedMethods)('A030: guessing what $id asks for until it fits', ({ id, hold }) => {
  it('refuses the right answer after five wrong ones', async () => {
    await allowOnly(journey, [id], 1);
    const answer = await hold(journey, victim);
    const { token, prompt } = await start();
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      const { accepted, progress } = await journey.resets.prove(visitor(), token, wrong[id] ?? '');
      expect(accepted).toBe(false);
      expect(progress.challenge?.attemptsLeft).toBe(5 - attempt);
    }
    expect((await journey.resets.prove(visitor(), token, answer(prompt))).accepted).toBe(false);
    expect(await journey.signsIn('victim', OLD_PASSWORD)).toBe(true);
  });

  it('counts wrong answers over new challenges and resets, and stops at ten a day (A031)', async () => {
    await allowOnly(journey, [id], 1);
    const answer = await hold(journey, victim);
    for (let reset = 0; reset < 5; reset += 1) {
      const { token } = await start(reset % 2 === 0 ? 'victim' : 'victim@contoso.example');
      await journey.resets.prove(visitor(), token, wrong[id] ?? '');
      await journey.resets.prove(visitor(), token, wrong[id] ?? '');
    }
    journey.clock.advanceSeconds(30);
    const { token, prompt } = await start('VICTIM@contoso.example');
    const last = await journey.resets.prove(visitor(), token, answer(prompt));
    expect(last.accepted).toBe(false);
    expect(await journey.signsIn('victim', OLD_PASSWORD)).toBe(true);
  });
});

describe('A043: guessing security answers', () => {
  const questions = typedMethods.find(({ id }) => id === 'questions') as TypedMethod;

  it('asks the same questions after every wrong answer and every new reset', async () => {
    await allowOnly(journey, ['questions'], 1);
    await questions.hold(journey, victim);
    const seen = new Set<string>();
    for (let reset = 0; reset < 4; reset += 1) {
      const { token, prompt } = await start();
      seen.add(JSON.stringify(prompt));
      const given = await journey.resets.prove(visitor(), token, '{}');
      seen.add(JSON.stringify(given.progress.challenge?.prompt));
    }
    expect(seen.size).toBe(1);
  });

  it('says nothing of which answer was wrong', async () => {
    await allowOnly(journey, ['questions'], 1);
    const answer = await questions.hold(journey, victim);
    const { token, prompt } = await start();
    const right = JSON.parse(answer(prompt)) as Record<string, string>;
    const [first = '', ...rest] = Object.keys(right);
    const replies = [];
    for (const bad of [[first], rest]) {
      const guess = Object.fromEntries(
        Object.entries(right).map(([id, text]) => [id, bad.includes(id) ? 'no lantern' : text]),
      );
      const { accepted, progress } = await journey.resets.prove(
        visitor(),
        token,
        JSON.stringify(guess),
      );
      const { attemptsLeft: _left, ...challenge } = progress.challenge ?? {};
      replies.push({ accepted, challenge, state: progress.state });
    }
    expect(replies[0]).toEqual(replies[1]);
  });
});
