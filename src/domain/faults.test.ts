import { expect, test } from 'vitest';
import { z } from 'zod';
import { checkShape } from './faults.ts';

const schema = z.strictObject({
  name: z.string().min(2).max(5),
  count: z.int().min(1).max(9),
  kind: z.enum(['user', 'group']),
  gates: z.union([z.literal(1), z.literal(2)]),
  contact: z.union([z.email(), z.url()]).nullable(),
  tags: z.array(z.string()).min(1).max(2),
  inner: z.strictObject({ mail: z.email() }),
});
const good = {
  name: 'abc',
  count: 3,
  kind: 'user',
  gates: 1,
  contact: null,
  tags: ['a'],
  inner: { mail: 'a@example.com' },
};

function faultsFor(changes: Record<string, unknown>) {
  const checked = checkShape(schema, { ...good, ...changes });
  return checked.ok ? [] : checked.faults;
}

test.each([
  [{ name: undefined }, [{ path: 'name', code: 'required' }]],
  [{ name: ['abc'] }, [{ path: 'name', code: 'wrong-type' }]],
  [{ name: 'a' }, [{ path: 'name', code: 'too-short', params: { min: 2 } }]],
  [{ name: 'abcdef' }, [{ path: 'name', code: 'too-long', params: { max: 5 } }]],
  [{ count: 0 }, [{ path: 'count', code: 'too-small', params: { min: 1 } }]],
  [{ count: 10 }, [{ path: 'count', code: 'too-big', params: { max: 9 } }]],
  [{ count: '3' }, [{ path: 'count', code: 'wrong-type' }]],
  [{ kind: 'robot' }, [{ path: 'kind', code: 'not-a-choice' }]],
  [{ kind: undefined }, [{ path: 'kind', code: 'required' }]],
  [{ gates: 3 }, [{ path: 'gates', code: 'not-a-choice' }]],
  [{ gates: undefined }, [{ path: 'gates', code: 'required' }]],
  [{ contact: 'x' }, [{ path: 'contact', code: 'wrong-format' }]],
  [{ tags: [] }, [{ path: 'tags', code: 'too-few', params: { min: 1 } }]],
  [{ tags: ['a', 'b', 'c'] }, [{ path: 'tags', code: 'too-many', params: { max: 2 } }]],
  [{ tags: ['a', 4] }, [{ path: 'tags.1', code: 'wrong-type' }]],
  [{ inner: { mail: 'x' } }, [{ path: 'inner.mail', code: 'wrong-format' }]],
  [{ inner: { mail: 'a@example.com', bcc: 'x' } }, [{ path: 'inner.bcc', code: 'unknown-field' }]],
  [
    { one: 1, two: 2 },
    [
      { path: 'one', code: 'unknown-field' },
      { path: 'two', code: 'unknown-field' },
    ],
  ],
])('names the field and what is wrong with it: %j', (changes, faults) => {
  expect(faultsFor(changes)).toEqual(faults);
});

test('hands back what is right, with defaults filled in', () => {
  const withDefault = schema.extend({ limit: z.int().default(50) });
  expect(checkShape(withDefault, good)).toEqual({ ok: true, value: { ...good, limit: 50 } });
});

test('never repeats what was sent', () => {
  const faults = faultsFor({ name: 'a secret that is too long', contact: 'a secret' });
  expect(JSON.stringify(faults)).not.toContain('secret');
});
