import { expect, test } from 'vitest';
import { placeWithin } from './place.ts';

test.each(['/users', '/audit-logs?type=reset.requested&page=2', '/users/dir_1/usr_2'])(
  'goes on to %s',
  (place) => {
    expect(placeWithin(place)).toBe(place);
  },
);

test.each([
  null,
  '',
  'users',
  '//evil.example',
  '/\\evil.example',
  'https://evil.example/users',
  'javascript:alert(1)',
  '/sign-in?to=/sign-in',
  '/sign-out',
  '/set-up',
  '/users\n//evil.example',
])('goes to the overview instead of %j', (place) => {
  expect(placeWithin(place)).toBe('/');
});
