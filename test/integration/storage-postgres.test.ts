import { describe, inject, test } from 'vitest';
import { openTemporaryPostgresStorage } from '../kit/postgres-storage.ts';
import { describeStorageContract } from '../kit/storage-contract/index.ts';

const serverUrl = inject('postgresUrl');

if (serverUrl === undefined) {
  describe('PostgreSQL', () => {
    test.skip('passes the storage contract: PostgreSQL is not installed on this machine');
  });
} else {
  describeStorageContract('PostgreSQL', () => openTemporaryPostgresStorage(serverUrl));
}
