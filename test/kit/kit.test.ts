import { expect, test } from 'vitest';
import { fixedClock, MORNING } from './clock.ts';
import { cheapHasher } from './hasher.ts';
import { seededRandom } from './random.ts';

test('a fixed clock stands still until it is moved', () => {
  const clock = fixedClock();
  expect([clock.now(), clock.now()]).toEqual([MORNING, MORNING]);
  clock.advanceSeconds(90);
  expect(clock.now()).toBe(MORNING + 90_000);
  clock.set(5);
  clock.advanceSeconds(-1);
  expect(clock.now()).toBe(-995);
});

test('a seeded random repeats itself for its seed and differs for another', () => {
  const draw = (seed: number) => {
    const random = seededRandom(seed);
    return [random.token(), random.digits(8), random.id('usr'), random.reference()];
  };
  expect(draw(7)).toEqual(draw(7));
  expect(draw(7)).not.toEqual(draw(8));
  const [token, digits, id, reference] = draw(7);
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(digits).toMatch(/^\d{8}$/);
  expect(id).toMatch(/^usr_[0-9a-z]{26}$/);
  expect(reference).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/);
});

test('a seeded random gives no id or token twice', () => {
  const random = seededRandom();
  const drawn = Array.from({ length: 1000 }, () => [random.id('chl'), random.token()]).flat();
  expect(new Set(drawn).size).toBe(2000);
});

test('a cheap hasher tells right from wrong and counts what it verifies', async () => {
  const hasher = cheapHasher();
  const phc = await hasher.hash('correct horse');
  expect(phc).toMatch(/^\$argon2id\$v=19\$m=1024,t=1,p=1\$/);
  expect(await hasher.verify(phc, 'correct horse')).toBe(true);
  expect(await hasher.verify(phc, 'correct hors')).toBe(false);
  expect(await hasher.verifyNobody('nobody has this password')).toBe(false);
  expect(hasher.verifications()).toBe(3);
});
