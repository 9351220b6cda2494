import type { Locator, Page } from '@playwright/test';
import { Attribute, Change } from 'ldapts';
import { consoleSteps } from '../kit/console-steps.ts';
import { type OpenLdapServer, startOpenLdap } from '../kit/directories/openldap.ts';
import { expect, test } from '../kit/e2e.ts';
import {
  expectAccessibleInBothSchemes,
  expectNoSidewaysScrollAt320,
  takePictures,
} from '../kit/page-checks.ts';

test.describe.configure({ mode: 'serial', timeout: 180_000 });

let server: OpenLdapServer;

test.beforeAll(async () => {
  server = await startOpenLdap();
  const { admin, peopleDn, groupsDn } = server;
  await admin.add(`uid=greta,${peopleDn}`, {
    objectClass: 'inetOrgPerson',
    uid: 'greta',
    cn: 'Greta Holm',
    displayName: 'Greta Holm',
    givenName: 'Greta',
    sn: 'Holm',
    mail: 'greta@example.test',
    userPassword: 'Greta-Password-1!',
  });
  await admin.add(`cn=Nordic staff,${groupsDn}`, {
    objectClass: 'groupOfNames',
    cn: 'Nordic staff',
    member: `uid=greta,${peopleDn}`,
  });
  await put(server.defaultPolicyDn, 'pwdInHistory', '5');
  await put(server.defaultPolicyDn, 'pwdMustChange', 'TRUE');
});

test.afterAll(() => server.stop());

function put(dn: string, type: string, value: string): Promise<void> {
  const modification = new Attribute({ type, values: [value] });
  return server.admin.modify(dn, new Change({ operation: 'replace', modification }));
}

/** What must hold of every step, and a picture of it for people to look at. */
async function inspect(page: Page, name: string): Promise<void> {
  await test.step(name, async () => {
    await expect(page.getByText('Loading…')).toHaveCount(0);
    await expectAccessibleInBothSchemes(page);
    await expectNoSidewaysScrollAt320(page);
    await takePictures(page, `console-${name}`);
  });
}

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 2, name });
const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true });

/** One of the checks, by its title. */
const check = (page: Page, title: string): Locator =>
  page.getByRole('list', { name: 'Checks' }).getByRole('listitem').filter({ hasText: title });

/** As far as the settings, by hand: nothing on this machine trusts the server's certificate. */
async function toSettings(page: Page): Promise<void> {
  await page.getByRole('radio', { name: /^OpenLDAP/ }).check();
  await next(page).click();
  await page.getByLabel('Domain or address').fill(server.url);
  await page.getByRole('button', { name: 'Fill in by hand' }).click();
  await expect(heading(page, 'How is it reached?')).toBeVisible();
}

async function fillIn(page: Page, account: OpenLdapServer['service']): Promise<void> {
  await page.getByLabel('Name', { exact: true }).fill('Nordic');
  await page.getByLabel('Certificate authority').fill(server.ca);
  await page.getByLabel('Service account', { exact: true }).fill(account.dn);
  await page.getByLabel('Password of the service account').fill(account.password);
  await page.getByLabel('Where the people are').fill(server.peopleDn);
  await page.getByLabel('Where the groups are').fill(server.groupsDn);
}

test('a right that is missing is named, with what gives it, and it is saved switched off alone', async ({
  page,
}) => {
  const console = consoleSteps(page);
  await console.enter('/directories/add');
  await inspect(page, 'directory-add-kind');
  await toSettings(page);
  await fillIn(page, server.reader);
  await page.getByRole('button', { name: 'Check the rights' }).click();

  await expect(heading(page, 'What the service account can do')).toBeVisible();
  await expect(check(page, 'People can be found')).toContainText('Works');
  const reset = check(page, 'It may set a new password');
  await expect(reset).toContainText('Does not work');
  await expect(reset).toContainText(
    `attrs=userPassword by dn.exact="${server.reader.dn}" =xw by self =xw`,
  );
  await inspect(page, 'directory-add-missing-right');
  await next(page).click();
  await next(page).click();
  await expect(page.getByText('It can be saved switched off')).toBeVisible();
  await expect(page.getByRole('switch', { name: 'Switch it on now' })).toHaveCount(0);
  await inspect(page, 'directory-add-save-off');
});

test('a directory is found, filled in, checked, looked into and saved; going back loses nothing', async ({
  page,
  watch,
}) => {
  // Of the first look at an address whose certificate nobody here trusts.
  watch.expectStatus(503);
  const console = consoleSteps(page);
  await console.enter('/directories');
  await page.getByRole('button', { name: 'Add directory' }).click();
  await console.expectTitle('Add a directory');
  await page.getByRole('radio', { name: /^OpenLDAP/ }).check();
  await next(page).click();
  await page.getByLabel('Domain or address').fill(server.url);
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  await expect(page.getByText('Nothing was found there')).toBeVisible();
  await inspect(page, 'directory-add-server');
  await page.getByLabel('Certificate authority').fill(server.ca);
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  await expect(page.getByText(`holds ${server.baseDn}`)).toBeVisible();
  await inspect(page, 'directory-add-found');
  await next(page).click();
  await expect(page.getByLabel('Certificate authority')).toHaveValue(server.ca);
  await page.getByRole('button', { name: 'More settings' }).click();
  await fillIn(page, server.service);
  await inspect(page, 'directory-add-settings');

  await page.getByRole('button', { name: 'Back' }).click();
  await expect(page.getByLabel('Domain or address')).toHaveValue(server.url);
  await page.goBack();
  await expect(page.getByLabel('Service account', { exact: true })).toHaveValue(server.service.dn);
  await page.getByRole('button', { name: 'Check the rights' }).click();
  await expect(check(page, 'It may set a new password')).toContainText('Works');
  await expect(page.getByText('Everything that Postern needs works.')).toBeVisible();
  await inspect(page, 'directory-add-checks');

  await next(page).click();
  await page.getByLabel('Name of one person').fill('greta');
  await page.getByRole('button', { name: 'Find', exact: true }).click();
  await expect(page.getByText('Greta Holm')).toBeVisible();
  await page.getByLabel('Start of a group’s name').fill('nor');
  await page.getByRole('button', { name: 'Find groups' }).click();
  await expect(page.getByRole('list', { name: 'Groups' })).toContainText('Nordic staff');
  await inspect(page, 'directory-add-preview');

  await (await console.pages()).getByRole('link', { name: 'Groups', exact: true }).click();
  const leave = await console.dialog('Leave without saving?');
  await leave.getByRole('button', { name: 'Stay' }).click();

  await next(page).click();
  await inspect(page, 'directory-add-save');
  await page.getByRole('button', { name: 'Save directory' }).click();
  await console.expectNotice('Nordic added');
  await console.expectTitle('Nordic');
  await expect(page.getByText('Connected', { exact: true })).toBeVisible();
  await inspect(page, 'directory');
});

test('it stands in the list, is moved to the front and switched off after a question', async ({
  page,
}) => {
  const console = consoleSteps(page);
  await console.enter('/directories');
  const table = page.getByRole('table', { name: 'Directories' });
  await expect(table.getByRole('row').nth(2)).toContainText('Nordic');
  await expect(table.getByRole('row').nth(2)).toContainText('Connected');
  await inspect(page, 'directories-list');
  await page.getByRole('button', { name: 'Move Nordic up' }).click();
  await expect(table.getByRole('row').nth(1)).toContainText('Nordic');
  await page.getByRole('switch', { name: 'Use Nordic' }).click();
  const question = await console.dialog('Switch Nordic off?');
  await question.getByRole('button', { name: 'Switch off' }).click();
  await expect(table.getByRole('row').nth(1)).toContainText('Switched off');
  await page.getByRole('switch', { name: 'Use Nordic' }).click();
  await console.expectNotice('Nordic switched on');
});

test('a group of the directory decides who may reset, and the directory can be no longer removed', async ({
  page,
}) => {
  const console = consoleSteps(page);
  await console.enter('/password-reset/properties');
  await page.getByRole('radio', { name: /^Selected/ }).check();
  await console.pick('Groups that may reset', 'nord', 'Nordic staff');
  await expect(
    page.getByRole('list', { name: 'Groups that may reset' }).getByText('Nordic staff (Nordic)'),
  ).toBeVisible();
  const review = await console.review();
  await review.getByRole('button', { name: 'Save' }).click();
  await console.expectNotice('Saved');

  await console.open('Directories');
  await page.getByRole('link', { name: 'Nordic', exact: true }).click();
  await expect(page.getByText('Groups that say who may reset: Nordic staff')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Remove directory' })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
});

test('a place that changes asks for the secret again; a group is given a role; both are saved', async ({
  page,
}) => {
  const console = consoleSteps(page);
  const unsaved = page.getByRole('region', { name: 'Unsaved changes' });
  await console.enter('/directories');
  await page.getByRole('link', { name: 'Nordic', exact: true }).click();
  await page.getByLabel('Servers').fill(server.plainUrl);
  await expect(page.getByText('Type it again')).toBeVisible();
  await unsaved.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('Password of the service account')).toBeFocused();
  await page.getByLabel('Password of the service account').fill(server.service.password);

  await page.getByRole('combobox', { name: 'Group', exact: true }).fill('nord');
  await page.getByRole('option', { name: /Nordic staff/ }).click();
  await expect(page.getByRole('list', { name: 'Administrators by group' })).toContainText(
    'Helpdesk Administrator',
  );
  await page.getByRole('button', { name: 'Check again' }).click();
  await expect(check(page, 'It may set a new password')).toContainText('Works');
  await inspect(page, 'directory-changed');
  await unsaved.getByRole('button', { name: 'Save' }).click();
  await console.expectNotice('Directory saved');
  await page.reload();
  await expect(page.getByLabel('Servers')).toHaveValue(server.plainUrl);
  await expect(page.getByRole('list', { name: 'Administrators by group' })).toContainText(
    'Nordic staff',
  );
});

test('what the directory says of an account stands in the panel of the person', async ({
  page,
}) => {
  await put(`uid=greta,${server.peopleDn}`, 'pwdReset', 'TRUE');
  const console = consoleSteps(page);
  await console.enter('/users?query=greta');
  await page.getByRole('link', { name: 'Greta Holm' }).click();
  const panel = await console.dialog('Greta Holm');
  await expect(panel).toContainText('Must change the password');
  await expect(panel).toContainText('Not one of the last 5 passwords');
  await expect(panel).toContainText('Nordic');
  await inspect(page, 'directory-user');
});

test('once nothing refers to it, it is removed', async ({ page, demo }) => {
  await demo.setScope('all');
  const console = consoleSteps(page);
  await console.enter('/directories');
  await page.getByRole('link', { name: 'Nordic', exact: true }).click();
  await page.getByRole('button', { name: 'Remove directory' }).click();
  const question = await console.dialog('Remove Nordic?');
  await question.getByRole('button', { name: 'Remove directory' }).click();
  await console.expectNotice('Nordic removed');
  await expect(page.getByRole('link', { name: 'Nordic', exact: true })).toHaveCount(0);
});

test('while a directory is silent, lists name it, and its own page says what to do', async ({
  page,
  demo,
}) => {
  const other = await startOpenLdap();
  try {
    const api = await demo.asAdministrator();
    const { version } = await api.ok<{ version: number }>('GET', '/directories');
    const { items } = await api.ok<{ items: { id: string; defaults: object }[] }>(
      'GET',
      '/directories/kinds',
    );
    await other.admin.add(`uid=lars,${other.peopleDn}`, {
      objectClass: 'inetOrgPerson',
      uid: 'lars',
      cn: 'Lars Holm',
      sn: 'Holm',
    });
    await api.ok('POST', '/directories', {
      version,
      kind: 'openldap',
      name: 'Southern',
      enabled: true,
      groupRoles: [],
      settings: {
        ...items.find(({ id }) => id === 'openldap')?.defaults,
        servers: [other.url],
        authority: other.ca,
        bindDn: other.service.dn,
        bindPassword: other.service.password,
        baseDn: other.peopleDn,
        groupBaseDn: other.groupsDn,
      },
    });
  } finally {
    await other.stop();
  }
  const console = consoleSteps(page);
  await console.enter('/users');
  await expect(page.getByText('Not answering now: Southern.')).toBeVisible();
  await inspect(page, 'directory-silent');
  await console.open('Directories');
  await expect(page.getByRole('row', { name: /Southern/ })).toContainText('Unreachable');
  await page.getByRole('link', { name: 'Southern', exact: true }).click();
  await expect(page.getByText('No server of the list answers.')).toBeVisible();
});
