import { expect, test } from 'vitest';
import { guidBytes, guidText, isGuid } from './guid.ts';

const bytes = Buffer.from('6830cd61a6728f4d8d9280bc68106605', 'hex');
const text = '61cd3068-72a6-4d8f-8d92-80bc68106605';

test('writes a GUID as people do, and reads it back', () => {
  expect(guidText(bytes)).toBe(text);
  expect(guidBytes(text)).toEqual(bytes);
});

test.each(['', 'x', `${text}x`, text.toUpperCase(), `{${text}}`, `${text})(cn=*`])(
  'takes %j for no anchor',
  (anchor) => {
    expect(isGuid(anchor)).toBe(false);
  },
);

test('takes nothing but sixteen bytes', () => {
  expect(guidText(bytes.subarray(1))).toBeNull();
  expect(guidText(undefined)).toBeNull();
  expect(isGuid(text)).toBe(true);
});
