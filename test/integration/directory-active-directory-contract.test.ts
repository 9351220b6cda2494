import { describeDirectoryContract } from '../kit/directory-contract.ts';
import { startSambaDomain } from '../kit/directories/samba-ad.ts';
import { openSamba, sambaFixture, withoutRules } from '../kit/directories/samba-fixture.ts';

describeDirectoryContract('Active Directory', async () => {
  const domain = await startSambaDomain();
  await withoutRules(domain);
  const directory = openSamba(domain);
  return sambaFixture(domain, directory, async () => {
    await directory.close();
    await domain.stop();
  });
});
