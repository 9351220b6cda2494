import { builtinFixture } from '../../../test/kit/builtin-fixture.ts';
import { describeDirectoryContract } from '../../../test/kit/directory-contract.ts';
import { describeManagedDirectoryContract } from '../../../test/kit/managed-directory-contract.ts';
import { openTemporaryStorage } from '../../../test/kit/storage.ts';

const open = async () => builtinFixture(await openTemporaryStorage());

describeDirectoryContract('the built-in directory on SQLite', open);
describeManagedDirectoryContract('the built-in directory on SQLite', open);
