import { describe, inject, test } from 'vitest';
import { openTemporaryPostgresStorage } from '../kit/postgres-storage.ts';
import { describeAuditTrailContract } from '../kit/storage-contract/audit-trail.ts';
import { describeStorageContract } from '../kit/storage-contract/index.ts';
import { describeLocalGroupsContract } from '../kit/storage-contract/local-groups.ts';
import { describeLocalMembershipsContract } from '../kit/storage-contract/local-memberships.ts';
import { describeLocalUsersContract } from '../kit/storage-contract/local-users.ts';

const serverUrl = inject('postgresUrl');

if (serverUrl === undefined) {
  test('PostgreSQL passes the storage contract', ({ skip }) => skip('PostgreSQL is not installed'));
} else {
  describeStorageContract('PostgreSQL', () => openTemporaryPostgresStorage(serverUrl));

  // Such a database sorts `Z` after `a` and `é` beside `e`, which no prefix search may follow.
  describe('PostgreSQL with a database that sorts as people do', () => {
    const open = () => openTemporaryPostgresStorage(serverUrl, 'en-US');
    describeLocalUsersContract(open);
    describeLocalGroupsContract(open);
    describeLocalMembershipsContract(open);
    describeAuditTrailContract(open);
  });
}
