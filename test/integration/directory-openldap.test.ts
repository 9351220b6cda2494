import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeDirectoryContract } from '../kit/directory-contract.ts';
import { openLdapFixture } from '../kit/directories/openldap-fixture.ts';
import { type OpenLdapServer, startOpenLdap } from '../kit/directories/openldap.ts';

let server: OpenLdapServer;
beforeAll(async () => {
  server = await startOpenLdap({ hash: '{ARGON2}' });
});
afterAll(() => server.stop());

describeDirectoryContract('OpenLDAP', () => Promise.resolve(openLdapFixture(server)));
