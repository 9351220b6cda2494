import { describeScenarios } from '../kit/directories/describe-scenarios.ts';
import { openLdapSettings } from '../kit/directories/openldap-fixture.ts';
import { openLdapScenarios } from '../kit/directories/openldap-scenarios.ts';
import { startOpenLdap } from '../kit/directories/openldap.ts';

describeScenarios('OpenLDAP', async () => {
  const server = await startOpenLdap({ hash: '{ARGON2}' });
  return openLdapScenarios(server, openLdapSettings(server));
});
