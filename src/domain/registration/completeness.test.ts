import { describe, expect, test } from 'vitest';
import { completeness, type OfferedMethod, rankOf } from './completeness.ts';

function a(id: string, change: Partial<OfferedMethod> = {}): OfferedMethod {
  return {
    id,
    methodClass: id,
    fills: 1,
    needsAnother: false,
    has: false,
    registrable: true,
    ...change,
  };
}

const text = a('text', { methodClass: 'phone' });
const voice = a('voice-mobile', { methodClass: 'phone' });
const questions = a('questions', { needsAnother: true });
const passkey = a('passkey', { fills: 2 });
const has = (method: OfferedMethod): OfferedMethod => ({ ...method, has: true });

describe('what is missing', () => {
  test('is nothing when what a person has fills every gate', () => {
    expect(completeness(1, [has(a('email'))])).toEqual({ complete: true, missing: [] });
    expect(completeness(2, [has(a('email')), has(text), voice])).toEqual({
      complete: true,
      missing: [],
    });
  });

  test('is the one strongest method where one is enough, in whatever order they are listed', () => {
    const methods = [questions, text, a('app-code'), a('email')];
    expect(completeness(1, methods).missing).toEqual(['app-code']);
    expect(completeness(1, methods.toReversed()).missing).toEqual(['app-code']);
  });

  test('is a passkey alone where two gates are asked for, rather than two weaker methods', () => {
    expect(completeness(2, [a('app-code'), a('email'), passkey]).missing).toEqual(['passkey']);
  });

  test('is the two strongest of different classes where one cannot be enough', () => {
    expect(completeness(2, [text, voice, a('email'), a('app-code')]).missing).toEqual([
      'app-code',
      'email',
    ]);
    expect(completeness(2, [text, voice, questions]).missing).toEqual(['text', 'questions']);
  });

  test('builds on what is there already', () => {
    expect(completeness(2, [has(a('email')), text, a('app-code')]).missing).toEqual(['app-code']);
  });

  test('is no second method of a class that is there', () => {
    expect(completeness(2, [has(text), voice, a('email')]).missing).toEqual(['email']);
  });

  test('is never a method that needs another one, alone', () => {
    expect(completeness(1, [questions, text]).missing).toEqual(['text']);
    expect(completeness(1, [questions])).toEqual({ complete: false, missing: [] });
    expect(completeness(1, [has(questions), text]).missing).toEqual(['text']);
  });

  test('is nothing that a person cannot register themselves', () => {
    const pass = a('temporary-pass', { registrable: false });
    expect(completeness(1, [pass])).toEqual({ complete: false, missing: [] });
    expect(completeness(1, [pass, text]).missing).toEqual(['text']);
  });
});

test('a method nobody ranked comes after all the others', () => {
  expect(rankOf('carrier-pigeon')).toBeGreaterThan(rankOf('questions'));
});
