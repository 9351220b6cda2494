import { describe, expect, test } from 'vitest';
import { predefinedQuestions } from '../domain/registration/predefined-questions.ts';
import { languages } from './index.ts';
import { askedText, questionText } from './questions.ts';

test('there are 35 questions, each with an id that fits a field of a form', () => {
  expect(new Set(predefinedQuestions).size).toBe(35);
  for (const id of predefinedQuestions) expect(id).toMatch(/^[a-z0-9-]{1,64}$/);
});

test.each(Object.keys(languages))('every question has words of its own in %s', (code) => {
  const texts = predefinedQuestions.map((id) => questionText(code, id));
  expect(new Set(texts).size).toBe(35);
  for (const text of texts) {
    expect(text).toMatch(/[?؟]$/);
    expect([...text].length).toBeLessThanOrEqual(200);
  }
});

describe('the words of a question of the organisation', () => {
  const own = {
    id: 'badge',
    text: 'Which animal is on your badge?',
    texts: { de: 'Welches Tier?' },
  };

  test.each([
    ['de', 'Welches Tier?'],
    ['de-AT', 'Welches Tier?'],
    ['ar', 'Which animal is on your badge?'],
    ['en', 'Which animal is on your badge?'],
  ])('are for a reader of %s: %s', (code, words) => expect(askedText(code, own)).toBe(words));

  test('are looked up for one that comes with Postern, and are its id when there are none', () => {
    expect(askedText('de', { id: 'lost-toy' })).toBe(questionText('de', 'lost-toy'));
    expect(questionText('en', 'constructor')).toBe('constructor');
  });
});
