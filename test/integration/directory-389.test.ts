import { afterAll, beforeAll } from 'vitest';
import { describeDirectoryContract } from '../kit/directory-contract.ts';
import { directoryServer389Fixture } from '../kit/directories/directory-server-389-fixture.ts';
import {
  type DirectoryServer389,
  startDirectoryServer389,
} from '../kit/directories/directory-server-389.ts';

let server: DirectoryServer389;
beforeAll(async () => {
  server = await startDirectoryServer389();
});
afterAll(() => server.stop());

describeDirectoryContract('389 Directory Server', () =>
  Promise.resolve(directoryServer389Fixture(server)),
);
