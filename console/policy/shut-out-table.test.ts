import { expect, test } from 'vitest';
import { shutOutTable } from './shut-out-table.ts';

const person = (username: string, displayName: string) => ({
  directoryId: 'dir_1',
  anchor: username,
  username,
  displayName,
  reason: 'methods-missing' as const,
});

test('names everybody with the reason, one a line', () => {
  expect(shutOutTable([person('anna', 'Anna'), person('bo', 'Bo "the" Bear, Jr')])).toBe(
    'username,displayName,reason\r\nanna,Anna,methods-missing\r\nbo,"Bo ""the"" Bear, Jr",methods-missing\r\n',
  );
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('lets no name be a formula: %j', (name) => {
  expect(shutOutTable([person('anna', name)])).toContain(`'${name}`);
});
