// Locked out, or with a password that has run out, of a real OpenLDAP: as people live through it in a browser.
import type { Page } from '@playwright/test';
import { defaultLanguage, fill, type Language, languages } from '../../src/locales/index.ts';
import { openLdapSettings } from '../kit/directories/openldap-fixture.ts';
import { openLdapScenarios } from '../kit/directories/openldap-scenarios.ts';
import { startOpenLdap } from '../kit/directories/openldap.ts';
import type { DirectoryActs, ScenarioDirectory } from '../kit/directories/scenario-directory.ts';
import type { Demo } from '../kit/demo.ts';
import { expect, test } from '../kit/e2e.ts';
import {
  expectAccessibleInBothSchemes,
  expectNoSidewaysScrollAt320,
  phoneSize,
  takePictures,
} from '../kit/page-checks.ts';
import { portalSteps } from '../kit/portal-steps.ts';

test.describe.configure({ timeout: 180_000, mode: 'serial' });

const KNOWN = 'Nine amber kettles at dawn 1';
const FRESH = 'Seven green lanterns at noon 2';

let directory: ScenarioDirectory;
let acts: DirectoryActs;
let people = 0;

test.beforeAll(async () => {
  const server = await startOpenLdap({ hash: '{ARGON2}' });
  directory = openLdapScenarios(server, openLdapSettings(server));
  acts = directory.acts as DirectoryActs;
});

test.afterAll(() => directory?.stop());

let connected: Demo | null = null;

/** Connects the directory to the demo, once, and lets accounts be unlocked without a new password. */
async function connect(demo: Demo): Promise<void> {
  if (connected === demo) return;
  await somebody();
  const api = await demo.asAdministrator();
  const { version } = await api.ok<{ version: number }>('GET', '/directories');
  const wanted = { version, name: 'OpenLDAP', enabled: true, groupRoles: [] };
  await api.ok('POST', '/directories', { ...wanted, ...directory.connection });
  await demo.setScope('all');
  await demo.changePolicy((policy) => ({ ...policy, unlock: { allowed: true } }));
  connected = demo;
}

async function somebody(): Promise<string> {
  people += 1;
  const username = `somebody-${people}`;
  await acts.addPerson({
    username,
    password: KNOWN,
    alternateMail: `${username}@private.example`,
  });
  return username;
}

async function inspect(page: Page, name: string, language: Language = defaultLanguage) {
  if (test.info().project.name !== 'desktop') return;
  await expectAccessibleInBothSchemes(page);
  await expectNoSidewaysScrollAt320(page);
  const sizes = language === defaultLanguage ? undefined : phoneSize;
  await takePictures(page, `portal-${name}-${language.code}`, sizes);
}

/** From the start page to the page behind the proofs. */
async function proveForUnlock(page: Page, demo: Demo, username: string, language: Language) {
  const { expectTitle, press, enterCode, texts } = portalSteps(page, demo, language);
  const { choice, unlock } = language.account;
  await page.goto('/');
  await inspect(page, 'home-unlock', language);
  await page.getByRole('link', { name: choice.know }).click();
  await expectTitle(unlock.title);
  await inspect(page, 'unlock', language);
  const before = await demo.mailCount();
  await page.getByLabel(unlock.label).fill(username);
  await press(texts.actions.next);
  await expectTitle(texts.proving.title);
  await enterCode(await demo.codeFor(username, before));
}

for (const language of Object.values(languages)) {
  test(`a locked account is unlocked and keeps its password, in ${language.name}`, async ({
    page,
    demo,
  }) => {
    await connect(demo);
    const username = await somebody();
    await acts.lock(username);
    expect(await directory.signsIn(username, KNOWN)).toBe(false);
    const { expectTitle, press } = portalSteps(page, demo, language);
    const { unlock } = language.account;
    await page.goto(`/?lang=${language.code}`);
    await proveForUnlock(page, demo, username, language);
    await expectTitle(unlock.readyTitle);
    await inspect(page, 'unlock-ready', language);
    await press(unlock.submit);
    await expectTitle(unlock.doneTitle);
    await inspect(page, 'unlock-done', language);
    expect(await directory.signsIn(username, KNOWN)).toBe(true);
  });
}

test('an account without a lock gets a new password with the same proofs', async ({
  page,
  demo,
}) => {
  await connect(demo);
  const username = await somebody();
  const { expectTitle, press, choosePassword, texts } = portalSteps(page, demo);
  const { unlock } = defaultLanguage.account;
  await proveForUnlock(page, demo, username, defaultLanguage);
  await expectTitle(unlock.notLockedTitle);
  await inspect(page, 'unlock-not-locked');
  await press(unlock.setNew);
  await expectTitle(texts.password.title);
  await choosePassword(FRESH);
  await expectTitle(texts.ended.doneTitle);
  expect(await directory.signsIn(username, FRESH)).toBe(true);
});

test('a password that must be changed is changed before anybody is signed in', async ({
  page,
  demo,
}) => {
  await connect(demo);
  const username = await somebody();
  await acts.mustChange(username);
  const { expectTitle, press, signIn, texts } = portalSteps(page, demo);
  const { newPasswordNeeded } = defaultLanguage.account;
  await page.goto('/sign-in');
  await page.getByLabel(texts.signIn.identifier).fill(username);
  await page.getByLabel(texts.signIn.password, { exact: true }).fill(KNOWN);
  await press(texts.actions.signIn);
  await expectTitle(newPasswordNeeded.mustTitle);
  await expect(
    page.getByText(fill(defaultLanguage, newPasswordNeeded.forWhom, { username })),
  ).toBeVisible();
  await inspect(page, 'new-password-needed');
  await page.getByLabel(newPasswordNeeded.current).fill(KNOWN);
  await page.getByLabel(texts.password.label, { exact: true }).fill(FRESH);
  await page.getByLabel(texts.password.again, { exact: true }).fill(FRESH);
  await press(texts.password.submit);
  await expectTitle(texts.signIn.title);
  await expect(page.getByText(newPasswordNeeded.doneTitle)).toBeVisible();
  await inspect(page, 'new-password-set');
  await signIn(username, FRESH);
});

test('a failed sign-in says to everybody how a lock is ended', async ({ page, demo }) => {
  await connect(demo);
  const { press, texts } = portalSteps(page, demo);
  await page.goto('/sign-in');
  await page.getByLabel(texts.signIn.identifier).fill('nobody-of-this-name');
  await page.getByLabel(texts.signIn.password, { exact: true }).fill('not the password');
  await press(texts.actions.signIn);
  await expect(page.getByText(defaultLanguage.account.signIn.locked)).toBeVisible();
  await inspect(page, 'sign-in-failed');
  await page.getByRole('link', { name: defaultLanguage.account.signIn.unlock }).click();
  await expect(page).toHaveURL(/\/unlock$/);
});

test('what a directory asks is shown before anybody types', async ({ page, demo }) => {
  await connect(demo);
  const username = await somebody();
  await acts.require(username, { history: 12 });
  const { prove } = portalSteps(page, demo);
  await prove(username);
  await expect(page.getByText('is none of your last 12 passwords')).toBeVisible();
  await inspect(page, 'directory-rules');
});
