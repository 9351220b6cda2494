import { expect, test } from 'vitest';
import { askedFor, realmIn } from './realm.ts';

test.each([
  ['alice', null],
  ['alice@corp.example', 'corp.example'],
  ['corp\\alice', 'corp'],
  ['corp\\alice@else.example', 'corp'],
  ['a@b@corp.example', 'corp.example'],
  ['@corp.example', null],
  ['alice@', null],
  ['\\alice', null],
])('the realm in %j is %j', (identifier, realm) => {
  expect(realmIn(identifier)).toBe(realm);
});

const all = [
  { directory: 'own', realms: [] },
  { directory: 'corp', realms: ['corp', 'corp.example'] },
  { directory: 'lab', realms: ['lab.example'] },
  { directory: 'both', realms: ['corp.example'] },
];

test.each([
  ['alice', ['own', 'corp', 'lab', 'both']],
  ['corp\\alice', ['corp']],
  ['alice@corp.example', ['corp', 'both']],
  ['alice@nowhere.example', ['own', 'corp', 'lab', 'both']],
])('%j is looked for in %j', (identifier, asked) => {
  expect(askedFor(identifier, all)).toEqual(asked);
});
