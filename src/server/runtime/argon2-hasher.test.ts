import { randomBytes } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { describe, expect, test } from 'vitest';
import { createArgon2Hasher, type Pepper } from './argon2-hasher.ts';

const pepper = (keyId: string): Pepper => ({ keyId, key: randomBytes(32) });
const first = pepper('firstkey');
const second = pepper('secondkey');

describe('password hashes', () => {
  const hasher = createArgon2Hasher({ peppers: [first], concurrency: 2 });

  test('name their parameters and their key, and are different each time', async () => {
    const [one, two] = await Promise.all([hasher.hash('päss wörd'), hasher.hash('päss wörd')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1,keyid=firstkey\$[^$]+\$[^$]+$/);
    expect(one).not.toBe(two);
    expect(await hasher.verify(one, 'päss wörd')).toBe(true);
    expect(await hasher.verify(one, 'päss word')).toBe(false);
    expect(await hasher.verify(one, 'päss wörd ')).toBe(false);
  });

  test('cannot be guessed at without the key', async () => {
    const made = await hasher.hash('password');
    const stolen = createArgon2Hasher({
      peppers: [{ keyId: 'firstkey', key: randomBytes(32) }],
      concurrency: 1,
    });
    expect(await stolen.verify(made, 'password')).toBe(false);
  });

  test('made with an older key are still verified, new ones take the newest', async () => {
    const made = await hasher.hash('password');
    const rotated = createArgon2Hasher({ peppers: [first, second], concurrency: 1 });
    expect(await rotated.verify(made, 'password')).toBe(true);
    expect(await rotated.hash('password')).toContain('keyid=secondkey$');
  });

  test('made with a key that is gone are a fault, not a wrong password', async () => {
    const made = await createArgon2Hasher({ peppers: [second], concurrency: 1 }).hash('password');
    await expect(hasher.verify(made, 'password')).rejects.toThrow(/key file/);
  });

  test('made elsewhere, without a key, are verified', async () => {
    const foreign = await hash('password', { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    expect(await hasher.verify(foreign, 'password')).toBe(true);
    expect(await hasher.verify(foreign, 'Password')).toBe(false);
  });

  test('are not made of more than 1024 bytes, and a longer text is refused before any hashing', async () => {
    const busy = createArgon2Hasher({ peppers: [first], concurrency: 1 });
    const startedAt = performance.now();
    const refused = await Promise.allSettled(
      Array.from({ length: 200 }, () => busy.verifyNobody('x'.repeat(1025))),
    );
    expect(performance.now() - startedAt).toBeLessThan(200);
    for (const one of refused) expect(one).toMatchObject({ reason: { code: 'too-large' } });
    await expect(busy.hash('ä'.repeat(513))).rejects.toMatchObject({ code: 'too-large' });
    await expect(busy.hash('ä'.repeat(512))).resolves.toContain('$argon2id$');
  });

  test('nobody’s password is wrong, and finding out takes as long as for somebody’s', async () => {
    const made = await hasher.hash('password');
    const timed = async (work: () => Promise<boolean>) => {
      const times: number[] = [];
      for (let round = 0; round < 9; round += 1) {
        const startedAt = performance.now();
        expect(await work()).toBe(false);
        times.push(performance.now() - startedAt);
      }
      return times.toSorted((a, b) => a - b)[0] ?? 0;
    };
    const somebody = await timed(() => hasher.verify(made, 'wrong'));
    const nobody = await timed(() => hasher.verifyNobody('wrong'));
    expect(nobody / somebody).toBeGreaterThan(0.5);
    expect(nobody / somebody).toBeLessThan(2);
  });

  test('are made at most so many at a time; 64 wait, the rest are told to come back', async () => {
    const small = createArgon2Hasher({ peppers: [first], concurrency: 1 });
    const results = await Promise.allSettled(
      Array.from({ length: 70 }, () => small.verifyNobody('password')),
    );
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toHaveLength(5);
    for (const one of refused) {
      expect(one).toMatchObject({ reason: { code: 'busy', retryAfterSeconds: 5 } });
    }
    await expect(small.verifyNobody('password')).resolves.toBe(false);
  }, 20_000);
});
