import { afterAll, beforeAll } from 'vitest';
import { describeDirectoryContract } from '../kit/directory-contract.ts';
import { describeMembersContract } from '../kit/directory-members-contract.ts';
import { type SambaDomain, startSambaDomain } from '../kit/directories/samba-ad.ts';
import { openSamba, sambaFixture, withoutRules } from '../kit/directories/samba-fixture.ts';

let domain: SambaDomain;
beforeAll(async () => {
  domain = await startSambaDomain();
  await withoutRules(domain);
});
afterAll(() => domain.stop());

function openFixture() {
  const directory = openSamba(domain);
  return Promise.resolve(sambaFixture(domain, directory, () => directory.close()));
}

describeDirectoryContract('Active Directory', openFixture);
describeMembersContract('Active Directory', openFixture);
