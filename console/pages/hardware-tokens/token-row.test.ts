import { expect, test } from 'vitest';
import { fileOf } from './token-row.ts';

test('one token becomes a file of one row, whatever was typed', () => {
  const row = {
    username: 'anna, "Annie"',
    serial: 'T\n1',
    seed: 'AAAA',
    digits: '6',
    periodSeconds: '30',
    algorithm: 'SHA1',
  };
  expect(fileOf(row)).toBe(
    'username,serial,seed,digits,periodSeconds,algorithm\r\n' +
      '"anna, ""Annie""","T\n1","AAAA","6","30","SHA1"\r\n',
  );
});
