import { expect, test } from 'vitest';
import { PosternError } from '../../domain/errors.ts';
import { errorFrom, tellError } from './told-errors.ts';

/** As it arrives on the other thread, where no class is left. */
const sent = (error: unknown) => errorFrom(structuredClone(tellError(error)));

test('an error of ours is one again, with everything that is answered because of it', () => {
  const error = new PosternError('bad-request', {
    params: { most: 3 },
    faults: [{ path: 'settings.baseDn', code: 'not-a-choice' }],
    retryAfterSeconds: 7,
  });
  const heard = sent(error);
  expect(heard).toBeInstanceOf(PosternError);
  expect(heard).toEqual(error);
  expect(heard).toMatchObject({
    code: 'bad-request',
    params: { most: 3 },
    faults: [{ path: 'settings.baseDn', code: 'not-a-choice' }],
    retryAfterSeconds: 7,
    stack: error.stack,
  });
});

test('what an error comes from keeps its name, its words and its own cause', () => {
  class LostLine extends Error {
    override name = 'LostLine';
  }
  const cause = new LostLine('no answer', { cause: new Error('reset by peer') });
  expect(sent(new PosternError('unavailable', { cause }))).toMatchObject({
    code: 'unavailable',
    cause: { name: 'LostLine', message: 'no answer', cause: { message: 'reset by peer' } },
  });
});

test('causes are followed to an end, a circle of them too', () => {
  const one = new Error('one');
  one.cause = new Error('other', { cause: one });
  let depth = 0;
  for (let at: unknown = sent(one); at instanceof Error; at = at.cause) depth += 1;
  expect(depth).toBe(5);
});

test('what was thrown and is no error is told in words', () => {
  expect(sent('out of paper')).toMatchObject({ name: 'Error', message: 'out of paper' });
});
