import { describeScenarios } from '../kit/directories/describe-scenarios.ts';
import { directoryServer389Settings } from '../kit/directories/directory-server-389-fixture.ts';
import { directoryServer389Scenarios } from '../kit/directories/directory-server-389-scenarios.ts';
import { startDirectoryServer389 } from '../kit/directories/directory-server-389.ts';

describeScenarios('389 Directory Server', async () => {
  const server = await startDirectoryServer389();
  return directoryServer389Scenarios(server, directoryServer389Settings(server));
});
