import { BerWriter, type Filter } from 'ldapts';
import { expect, test } from 'vitest';
import { allOf, anyOf, equals, matches, not, present, readFilter, startsWith } from './filters.ts';

function written(filter: Filter): string {
  const writer = new BerWriter();
  filter.write(writer);
  return writer.buffer.toString('latin1');
}

// A080, A081: what was typed is taken for syntax.
test.each(['*', '*)(uid=*', 'a\\2a', '(', ')', '\\', 'nul\0'])(
  'sends %j as the letters it is made of',
  (typed) => {
    expect(written(equals('uid', typed))).toContain(
      `\u0003uid\u0004${String.fromCodePoint(typed.length)}${typed}`,
    );
    expect(written(startsWith('uid', typed))).toContain(
      `\u0080${String.fromCodePoint(typed.length)}${typed}`,
    );
  },
);

test('sends bytes as they are', () => {
  const guid = Buffer.from('00ff2a28295c', 'hex');
  expect(written(equals('objectGUID', guid))).toContain(guid.toString('latin1'));
});

test('an empty start is any value at all', () => {
  expect(written(startsWith('uid', ''))).toBe(written(present('uid')));
});

test('reads what an administrator wrote, and no half of a filter', () => {
  expect(readFilter('(&(a=b)(!(c=d*)))')?.toString()).toBe('(&(a=b)(!(c=d*)))');
  expect(readFilter('(a=b')).toBeNull();
  expect(readFilter('')).toBeNull();
});

test('joins filters, and names a matching rule', () => {
  expect(allOf([equals('a', 'b'), anyOf([present('c'), not(equals('d', 'e'))])]).toString()).toBe(
    '(&(a=b)(|(c=*)(!(d=e))))',
  );
  expect(matches('memberOf', '1.2.840.113556.1.4.1941', 'CN=x').toString()).toBe(
    '(memberOf:1.2.840.113556.1.4.1941:=CN=x)',
  );
});
