import { expect, test } from 'vitest';
import { bodyOf, type CarriersDraft, changesIn, type DraftCarrier, moved } from './draft.ts';

function carrier(key: string, more: Partial<DraftCarrier> = {}): DraftCarrier {
  return {
    key,
    id: key,
    channel: 'twilio-sms',
    kind: 'sms',
    name: key,
    enabled: true,
    countries: [],
    price: 7,
    settings: { from: '+15005550006' },
    secretsKept: ['authToken'],
    ...more,
  };
}

const before: CarriersDraft = {
  version: 3,
  carriers: [carrier('a'), carrier('b')],
  countries: ['DE'],
  costPerDay: 500,
};

test('leaves out a secret that is kept and was not typed anew, and sends one that was', () => {
  const typed = (authToken: string | null) => ({ settings: { from: 'x', authToken } });
  const sent = bodyOf({
    ...before,
    carriers: [
      carrier('a', typed('')),
      carrier('b', typed(null)),
      carrier('c', typed('new')),
      carrier('d', { ...typed(''), id: null, secretsKept: [] }),
    ],
  });
  expect(sent.carriers.map(({ id, settings }) => [id, settings])).toEqual([
    ['a', { from: 'x' }],
    ['b', { from: 'x' }],
    ['c', { from: 'x', authToken: 'new' }],
    [null, { from: 'x', authToken: '' }],
  ]);
  expect(sent.carriers[0]).not.toHaveProperty('secretsKept');
});

test.each<[string, CarriersDraft, number]>([
  ['nothing', before, 0],
  ['a price', { ...before, carriers: [carrier('a', { price: 8 }), carrier('b')] }, 1],
  ['the order', { ...before, carriers: moved(before.carriers, 0, 1) }, 1],
  ['one more', { ...before, carriers: [...before.carriers, carrier('c')] }, 1],
  ['one fewer', { ...before, carriers: [carrier('b')] }, 1],
  ['the budget', { ...before, countries: [], costPerDay: 0 }, 2],
])('counts what differs: %s', (_, after, count) => {
  expect(changesIn(before, after)).toBe(count);
});

test('moves nothing past either end', () => {
  expect(moved(before.carriers, 0, -1)).toEqual(before.carriers);
  expect(moved(before.carriers, 1, 1)).toEqual(before.carriers);
});
