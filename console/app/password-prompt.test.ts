import { expect, test, vi } from 'vitest';
import { createPasswordPrompt } from './password-prompt.ts';

test('asks once for all that wait, and tells all of them', async () => {
  const prompt = createPasswordPrompt();
  const changed = vi.fn<() => void>();
  prompt.subscribe(changed);
  const answers = Promise.all([prompt.ask(), prompt.ask()]);
  expect(prompt.isOpen()).toBe(true);
  prompt.answer(true);
  expect(await answers).toEqual([true, true]);
  expect(prompt.isOpen()).toBe(false);
  expect(changed).toHaveBeenCalledTimes(2);
});

test('asks anew after an answer', async () => {
  const prompt = createPasswordPrompt();
  const first = prompt.ask();
  prompt.answer(false);
  const second = prompt.ask();
  prompt.answer(true);
  expect(await first).toBe(false);
  expect(await second).toBe(true);
});
