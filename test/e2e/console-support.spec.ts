// The helpdesk looks up the reference that somebody reads out: what it was for, on a real OpenLDAP that locks.
import { defaultLanguage } from '../../src/locales/index.ts';
import { consoleSteps } from '../kit/console-steps.ts';
import { openLdapSettings } from '../kit/directories/openldap-fixture.ts';
import { openLdapScenarios } from '../kit/directories/openldap-scenarios.ts';
import { startOpenLdap } from '../kit/directories/openldap.ts';
import type { DirectoryActs, ScenarioDirectory } from '../kit/directories/scenario-directory.ts';
import { expect, test } from '../kit/e2e.ts';
import { expectAccessibleInBothSchemes, takePictures } from '../kit/page-checks.ts';
import { portalSteps } from '../kit/portal-steps.ts';

test.describe.configure({ timeout: 120_000 });

let directory: ScenarioDirectory;

test.beforeAll(async () => {
  const server = await startOpenLdap();
  directory = openLdapScenarios(server, openLdapSettings(server));
});
test.afterAll(() => directory?.stop());

test('a reference tells that the account was unlocked, and no password reset', async ({
  page,
  demo,
}) => {
  const acts = directory.acts as DirectoryActs;
  const username = `locked-${test.info().project.name}-${test.info().retry}`;
  const password = 'Nine amber kettles at dawn 1';
  await acts.addPerson({ username, password, alternateMail: `${username}@private.example` });
  await acts.lock(username);
  const api = await demo.asAdministrator();
  const { version } = await api.ok<{ version: number }>('GET', '/directories');
  const wanted = { version, name: 'OpenLDAP', enabled: true, groupRoles: [] };
  await api.ok('POST', '/directories', { ...wanted, ...directory.connection });
  await demo.setScope('all');
  await demo.changePolicy((policy) => ({ ...policy, unlock: { allowed: true } }));

  const { expectTitle, press, enterCode, texts } = portalSteps(page, demo);
  const { choice, unlock } = defaultLanguage.account;
  await page.goto('/');
  await page.getByRole('link', { name: choice.know }).click();
  const before = await demo.mailCount();
  await page.getByLabel(unlock.label).fill(username);
  await press(texts.actions.next);
  await expectTitle(texts.proving.title);
  await enterCode(await demo.codeFor(username, before));
  await press(unlock.submit);
  await expectTitle(unlock.doneTitle);
  const reference = (await page.locator('footer bdi').textContent()) ?? '';

  await consoleSteps(page).enter(`/support?reference=${reference}`);
  const heading = 'The account was unlocked, and its password kept.';
  await expect(page.getByRole('heading', { name: heading })).toBeVisible();
  await expect(page.getByText('An unlock, without a new password')).toBeVisible();
  await expect(page.getByText('The password was reset')).toHaveCount(0);
  await expectAccessibleInBothSchemes(page);
  if (test.info().project.name === 'desktop') await takePictures(page, 'console-support-unlocked');
});
