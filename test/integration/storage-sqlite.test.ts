import { describeStorageContract } from '../kit/storage-contract/index.ts';
import { openTemporaryStorage } from '../kit/storage.ts';

describeStorageContract('SQLite', openTemporaryStorage);
