// An administrator connects each other kind of directory in the console; then somebody of it resets a password in the portal.
import type { Locator, Page } from '@playwright/test';
import { consoleSteps } from '../kit/console-steps.ts';
import { directoryServer389Scenarios } from '../kit/directories/directory-server-389-scenarios.ts';
import { startDirectoryServer389 } from '../kit/directories/directory-server-389.ts';
import { openLdapScenarios } from '../kit/directories/openldap-scenarios.ts';
import { startOpenLdap } from '../kit/directories/openldap.ts';
import { startSambaDomain } from '../kit/directories/samba-ad.ts';
import { sambaScenarios } from '../kit/directories/samba-scenarios.ts';
import type { ScenarioDirectory } from '../kit/directories/scenario-directory.ts';
import { expect, test } from '../kit/e2e.ts';
import {
  expectAccessibleInBothSchemes,
  expectNoSidewaysScrollAt320,
  takePictures,
} from '../kit/page-checks.ts';
import { portalSteps } from '../kit/portal-steps.ts';

test.describe.configure({ timeout: 240_000 });

const KNOWN = 'Nine amber kettles at dawn 1';
const FRESH = 'Seven green lanterns at noon 2';

interface Account {
  readonly name: string;
  readonly password: string;
}

/** A running server, and what its administrator types to connect it. */
interface Running {
  readonly url: string;
  readonly ca: string;
  readonly baseDn: string;
  readonly peopleDn: string;
  readonly groupsDn: string;
  readonly service: Account;
  /** May look people up and nothing more. */
  readonly reader: Account;
  readonly people: ScenarioDirectory;
}

interface DirectoryKind {
  /** In the names of pictures. */
  readonly id: string;
  /** As the console names it. */
  readonly name: string;
  start(): Promise<Running>;
  /** How the missing right to reset is given, as the console says it of `reader`. */
  remedy(reader: string, peopleDn: string): string;
  /** What the console says of the account of the guide. */
  readonly summary: string;
  /** What a person of it is told of the rules before typing; null where the server shows none. */
  readonly rule: string | null;
}

const kinds: readonly DirectoryKind[] = [
  {
    id: 'active-directory',
    name: 'Active Directory',
    async start() {
      const domain = await startSambaDomain();
      const { service, reader } = domain;
      return {
        ...domain,
        service: { name: service.upn, password: service.password },
        reader: { name: reader.upn, password: reader.password },
        people: sambaScenarios(domain, {}),
      };
    },
    remedy: (reader, peopleDn) => `dsacls "${peopleDn}" /I:S /G "${reader}:CA;Reset Password;user"`,
    // Samba has no policy hints.
    summary: 'Everything that Postern needs works. One thing could be better.',
    rule: 'is none of your last 24 passwords',
  },
  {
    id: '389-directory-server',
    name: '389 Directory Server',
    async start() {
      const server = await startDirectoryServer389();
      const { service, reader } = server;
      return {
        ...server,
        service: { name: service.dn, password: service.password },
        reader: { name: reader.dn, password: reader.password },
        people: await directoryServer389Scenarios(server, {}),
      };
    },
    remedy: (reader) =>
      `aci: (targetattr="userPassword")(version 3.0; acl "Postern sets passwords"; allow (write) userdn="ldap:///${reader}";)`,
    // It was installed without a history of passwords.
    summary: 'Everything that Postern needs works. One thing could be better.',
    rule: null,
  },
  {
    id: 'generic-ldap',
    name: 'Another LDAP server',
    async start() {
      const server = await startOpenLdap({ passwordPolicy: false });
      const { service, reader } = server;
      return {
        ...server,
        service: { name: service.dn, password: service.password },
        reader: { name: reader.dn, password: reader.password },
        people: openLdapScenarios(server, {}),
      };
    },
    remedy: () =>
      'Let the account write the password of everybody below the base, and not read it.',
    // No attribute is named for locks, and none for when a password was changed.
    summary: 'Everything that Postern needs works. 2 things could be better.',
    rule: null,
  },
];

for (const kind of kinds) {
  test(`${kind.name} is connected by what a look at it finds, and a person of it resets`, async ({
    page,
    demo,
  }) => {
    const running = await test.step('start', () => kind.start());
    const { url, ca, baseDn, peopleDn, groupsDn, reader, service, people } = running;
    const inspect = (name: string) => inspectPage(page, `console-${kind.id}-${name}`);
    try {
      const username = 'greta.holm';
      await people.acts.addPerson({
        username,
        password: KNOWN,
        mail: `${username}@example.test`,
        alternateMail: `${username}@private.example`,
      });
      await people.acts.nest?.(username, ['Evening shift']);
      const console = consoleSteps(page);
      await console.enter('/directories/add');

      await page.getByRole('radio', { name: new RegExp(`^${kind.name}`) }).check();
      await next(page).click();
      await page.getByLabel('Domain or address').fill(url);
      await page.getByLabel('Certificate authority').fill(ca);
      await page.getByRole('button', { name: 'Look', exact: true }).click();
      await expect(page.getByText(`holds ${baseDn}`, { exact: true })).toBeVisible();
      await inspect('found');
      await next(page).click();

      await expect(page.getByLabel('Servers')).toHaveValue(url);
      await expect(page.getByLabel('Certificate authority')).toHaveValue(ca);
      await expect(page.getByLabel('Where the people are')).toHaveValue(baseDn);
      await page.getByLabel('Name', { exact: true }).fill('Northern');
      await page.getByLabel('Where the people are').fill(peopleDn);
      await page.getByLabel('Where the groups are').fill(groupsDn);
      await fillAccount(page, reader);
      await inspect('settings');
      await page.getByRole('button', { name: 'Check the rights' }).click();
      await expect(check(page, 'People can be found')).toContainText('Works');
      const reset = check(page, 'It may set a new password');
      await expect(reset).toContainText('Does not work');
      await expect(reset).toContainText(kind.remedy(reader.name, peopleDn));
      await inspect('missing-right');

      await page.getByRole('button', { name: 'Back' }).click();
      await fillAccount(page, service);
      await page.getByRole('button', { name: 'Check the rights' }).click();
      await expect(reset).toContainText('Works');
      await expect(page.getByText(kind.summary, { exact: true })).toBeVisible();
      await inspect('checks');
      await next(page).click();

      await page.getByLabel('Name of one person').fill(username.toUpperCase());
      await page.getByRole('button', { name: 'Find', exact: true }).click();
      await expect(page.getByText(`${username}@example.test`)).toBeVisible();
      await page.getByLabel('Start of a group’s name').fill('even');
      await page.getByRole('button', { name: 'Find groups' }).click();
      await expect(page.getByRole('list', { name: 'Groups' })).toContainText('Evening shift');
      await inspect('preview');
      await next(page).click();
      await inspect('save');
      await page.getByRole('button', { name: 'Save directory' }).click();
      await console.expectNotice('Northern added');
      await console.expectTitle('Northern');
      await expect(page.getByText('Connected', { exact: true })).toBeVisible();
      await inspect('status');

      await demo.setScope('all');
      const portal = portalSteps(page, demo);
      await portal.prove(username);
      if (kind.rule !== null) await expect(page.getByText(kind.rule)).toBeVisible();
      await inspectPage(page, `portal-${kind.id}-password`);
      await portal.choosePassword(FRESH);
      await portal.expectTitle(portal.texts.ended.doneTitle);
      expect(await people.signsIn(username, FRESH)).toBe(true);
      expect(await people.signsIn(username, KNOWN)).toBe(false);
    } finally {
      await people.stop();
    }
  });
}

const next = (page: Page) => page.getByRole('button', { name: 'Next', exact: true });

/** One of the checks, by its title. */
const check = (page: Page, title: string): Locator =>
  page.getByRole('list', { name: 'Checks' }).getByRole('listitem').filter({ hasText: title });

async function fillAccount(page: Page, { name, password }: Account): Promise<void> {
  await page.getByLabel('Service account', { exact: true }).fill(name);
  await page.getByLabel('Password of the service account').fill(password);
}

/** What must hold of every step, and a picture of it for people to look at. */
async function inspectPage(page: Page, name: string): Promise<void> {
  await test.step(name, async () => {
    await expect(page.getByText('Loading…')).toHaveCount(0);
    await expectAccessibleInBothSchemes(page);
    await expectNoSidewaysScrollAt320(page);
    await takePictures(page, name);
  });
}
