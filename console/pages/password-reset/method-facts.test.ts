import { expect, test } from 'vitest';
import { wordingOf } from '../../locales/context.ts';
import { texts } from '../../locales/en/index.ts';
import { gatesText, gatesWith, type Method } from './method-facts.ts';

const wording = wordingOf(texts);

function method(id: string, methodClass: string, fills: 1 | 2 = 1): Method {
  const forAdministrators = { recommended: false, entra: false };
  return { id, methodClass, fills, carrier: null, forAdministrators, settingsSchema: {} };
}

const text = method('text', 'mobile');
const call = method('voice-mobile', 'mobile');
const email = method('email', 'mailbox');
const passkey = method('passkey', 'passkey', 2);

test('says with which others a method counts as one proof', () => {
  const all = [text, call, email, passkey];
  expect(gatesText(text, all, wording)).toBe(
    'Counts as one proof together with Call to mobile phone',
  );
  expect(gatesText(email, all, wording)).toBe('Counts as one proof');
  expect(gatesText(passkey, all, wording)).toBe('Counts as two proofs');
});

test('shows a method that the console has no words for by its id', () => {
  const pigeon = method('pigeon', 'mobile');
  expect(gatesText(text, [text, pigeon], wording)).toBe('Counts as one proof together with pigeon');
});

test('counts a gate for each kind, and two where one method fills both', () => {
  expect(gatesWith([])).toBe(0);
  expect(gatesWith([text, call])).toBe(1);
  expect(gatesWith([text, call, email])).toBe(2);
  expect(gatesWith([passkey])).toBe(2);
});
