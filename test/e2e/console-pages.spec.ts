import type { Page } from '@playwright/test';
import { consoleSteps } from '../kit/console-steps.ts';
import { expect, test } from '../kit/e2e.ts';
import {
  expectAccessible,
  expectAccessibleInBothSchemes,
  expectNoSidewaysScroll,
  tabTo,
  takePictures,
} from '../kit/page-checks.ts';
import { portalSteps } from '../kit/portal-steps.ts';

test.describe.configure({ timeout: 120_000 });

/** Everything that must hold of any page of the console, of what is shown now. */
async function inspect(page: Page, name: string): Promise<void> {
  await test.step(name, async () => {
    await expect(page.getByText('Loading…')).toHaveCount(0);
    await expectAccessibleInBothSchemes(page);
    const before = page.viewportSize();
    await page.setViewportSize({ width: 320, height: 640 });
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
    if (before !== null) await page.setViewportSize(before);
    await takePictures(page, `console-${name}`);
  });
}

const pages = [
  ['/', 'Overview', 'overview'],
  ['/users', 'Users', 'users'],
  ['/users/import', 'Import users', 'users-import'],
  ['/users/contacts', 'Register contact details', 'users-contacts'],
  ['/groups', 'Groups', 'groups'],
  ['/directories', 'Directories', 'directories'],
  ['/password-reset/properties', 'Password reset – Properties', 'properties'],
  ['/password-reset/authentication-methods', /Authentication methods/, 'methods'],
  ['/password-reset/hardware-tokens', 'Password reset – Hardware tokens', 'hardware-tokens'],
  ['/password-reset/hardware-tokens/import', 'Import hardware tokens', 'hardware-tokens-import'],
  ['/password-reset/registration', 'Password reset – Registration', 'registration'],
  ['/password-reset/registration/campaign', 'Registration campaign', 'campaign'],
  ['/password-reset/administrator-policy', /Administrator policy/, 'administrator-policy'],
  ['/password-reset/password-protection', /Password protection/, 'password-protection'],
  ['/password-reset/limits', /Sessions and limits/, 'limits'],
  ['/audit-logs', 'Audit logs', 'audit-logs'],
  ['/blocks', 'Blocks', 'blocks'],
  ['/support', 'Look up a reference', 'support'],
  ['/settings/organisation', 'Organisation', 'organisation'],
  ['/settings/carriers', 'Carriers', 'carriers'],
  ['/settings/api-keys', 'API keys', 'api-keys'],
  ['/settings/roles', 'Roles', 'roles'],
  ['/settings/break-glass', 'Break-glass codes', 'break-glass'],
  ['/no/such/page', 'There is no page here', 'page-missing'],
] as const;

test.beforeEach(({ demo }) => demo.setScope('selected', ['SSPR pilot']));

test('sign-in', async ({ page, watch }) => {
  watch.expectStatus(401);
  await page.goto('/admin/');
  await consoleSteps(page).expectTitle('Sign in to the console');
  await inspect(page, 'sign-in');
});

for (const [path, title, name] of pages) {
  test(name, async ({ page }) => {
    const console = consoleSteps(page);
    await console.enter(path);
    await console.expectTitle(title);
    await inspect(page, name);
  });
}

test('a panel opened by its address takes the focus and keeps it', async ({ page, demo }) => {
  const console = consoleSteps(page);
  await console.enter(await demo.userPath('lena.fischer'));
  const panel = await console.dialog('Lena Fischer');
  await expect(panel).toContainText('Can reset now');
  await expect(panel.getByRole('button', { name: 'Close' })).toBeFocused();
});

test('panels over the lists', async ({ page, demo }) => {
  const console = consoleSteps(page);
  // The newest change of the policy is on the first page of the audit logs.
  await demo.setScope('all');
  await demo.setScope('selected', ['SSPR pilot']);
  await console.enter('/users');
  await page.getByRole('link', { name: 'Lena Fischer' }).click();
  await expect(await console.dialog('Lena Fischer')).toContainText('Can reset now');
  await inspect(page, 'user');
  await page.goto('/admin/groups');
  await page.getByRole('link', { name: 'SSPR pilot' }).click();
  await expect(await console.dialog('SSPR pilot')).toContainText('Berlin office');
  await inspect(page, 'group');
  await page.goto('/admin/audit-logs');
  await page.getByRole('link', { name: 'Policy changed' }).first().click();
  await expect(await console.dialog('Policy changed')).toContainText('scope.mode');
  await inspect(page, 'audit-event');
});

test('dialogs', async ({ page }) => {
  const console = consoleSteps(page);
  await console.enter('/password-reset/properties');
  await page.getByRole('radio', { name: /^All/ }).check();
  await page.getByRole('radio', { name: /^As in Microsoft Entra/ }).check();
  await expect(page.getByRole('region', { name: 'Unsaved changes' })).toBeVisible();
  await inspect(page, 'properties-changed');
  await console.review();
  await inspect(page, 'properties-review');
  await page.getByRole('button', { name: 'Back' }).click();
  await page.getByRole('button', { name: 'Compare' }).click();
  await console.dialog('Compare presets');
  await inspect(page, 'compare-presets');
  await page.getByRole('button', { name: 'Close' }).first().click();
  await page.getByRole('button', { name: 'Discard' }).click();

  await console.open('Users');
  await page.getByRole('button', { name: 'Add user' }).click();
  await console.dialog('Add a user');
  await inspect(page, 'user-new');
  await page.keyboard.press('Escape');
  await console.open('API keys');
  await page.getByRole('button', { name: 'Make an API key' }).click();
  await console.dialog('Make an API key');
  await inspect(page, 'api-key-new');
});

test('what happened in one reset', async ({ page, demo }) => {
  const portal = portalSteps(page, demo);
  await portal.prove('tom.becker');
  await portal.choosePassword('contoso');
  await portal.choosePassword('four-kettles-under-one-umbrella');
  const reference = (await page.locator('footer bdi').textContent()) ?? '';
  const console = consoleSteps(page);
  await console.enter(`/support?reference=${reference}`);
  await expect(page.getByRole('heading', { name: 'The password was reset.' })).toBeVisible();
  await expect(page.getByText('A new password', { exact: true })).toBeVisible();
  await inspect(page, 'support-found');
});

test('a keyboard alone gets to a page, past the list of pages, and changes the appearance', async ({
  page,
}) => {
  const console = consoleSteps(page);
  await console.enter();
  await page.locator('body').press('Tab');
  await tabTo(page, page.getByRole('link', { name: 'Groups', exact: true }));
  await page.keyboard.press('Enter');
  await console.expectTitle('Groups');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  await page.reload();
  await console.expectTitle('Groups');
  await page.getByRole('button', { name: 'Skip to the page' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();

  await page.getByRole('button', { name: 'Account: Ada Brandt' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('radio', { name: 'As the system' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
  await page.reload();
  await expect(page.locator('html')).toHaveCSS('color-scheme', 'dark');
});
