import { describeScenarios } from '../kit/directories/describe-scenarios.ts';
import { startSambaDomain } from '../kit/directories/samba-ad.ts';
import { sambaSettings, withoutRules } from '../kit/directories/samba-fixture.ts';
import { sambaScenarios } from '../kit/directories/samba-scenarios.ts';

describeScenarios('Active Directory (Samba)', async () => {
  const domain = await startSambaDomain();
  await withoutRules(domain);
  return sambaScenarios(domain, sambaSettings(domain));
});
