import { inject, test } from 'vitest';
import { builtinFixture } from '../kit/builtin-fixture.ts';
import { describeDirectoryContract } from '../kit/directory-contract.ts';
import { describeManagedDirectoryContract } from '../kit/managed-directory-contract.ts';
import { openTemporaryPostgresStorage } from '../kit/postgres-storage.ts';

const url = inject('postgresUrl');

if (url === undefined) {
  test('the built-in directory on PostgreSQL', ({ skip }) => skip('PostgreSQL is not installed'));
} else {
  const open = async () => builtinFixture(await openTemporaryPostgresStorage(url));
  describeDirectoryContract('the built-in directory on PostgreSQL', open);
  describeManagedDirectoryContract('the built-in directory on PostgreSQL', open);
}
