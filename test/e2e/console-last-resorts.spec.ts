// What administrators give people by hand, and the last ways back in: tokens, passes, blocks, break-glass codes.
import type { Policy } from '../../src/domain/policy/policy.ts';
import { expect, test } from '../kit/e2e.ts';
import { consoleSteps } from '../kit/console-steps.ts';
import {
  expectAccessible,
  expectAccessibleInBothSchemes,
  expectNoSidewaysScrollAt320,
} from '../kit/page-checks.ts';
import { portalSteps } from '../kit/portal-steps.ts';

test.describe.configure({ timeout: 120_000 });

const tokensPath = '/password-reset/hardware-tokens';
const seed = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const newPassword = 'Nineteen amber gates in the fog';

/** Each test begins with the methods of a new installation, whatever the one before it left. */
test.beforeEach(async ({ demo }) => {
  await demo.setScope('all');
  const api = await demo.asAdministrator();
  const { methods } = await api.ok<Policy>('GET', '/policy/presets/recommended');
  await demo.changePolicy((policy) => ({ ...policy, methods }));
});

test.describe('hardware tokens', () => {
  test('are imported from a file after a dry run that names its bad rows', async ({ page }) => {
    const console = consoleSteps(page);
    await console.enter(tokensPath);
    await page.getByRole('button', { name: 'Import tokens' }).click();
    await console.expectTitle('Import hardware tokens');
    const choose = (csv: string) =>
      page.locator('input[type="file"]').setInputFiles({
        name: 'tokens.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(`username,serial,seed\n${csv}`),
      });
    await choose(`lena.fischer,FT-1,${seed}\nnobody.here,FT-2,${seed}\n`);
    await expect(page.getByText('One row is bad.')).toBeVisible();
    await expect(page.getByRole('cell', { name: 'There is nobody by this name' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Choose another file' }).click();
    await choose(`lena.fischer,FT-1,${seed}\ntom.becker,FT-2,${seed}\n`);
    await page.getByRole('button', { name: 'Assign 2 tokens' }).click();
    await expect(page.getByText('Imported')).toBeVisible();

    await console.open('Hardware tokens', 'Password reset – Hardware tokens');
    await expect(page.getByRole('row', { name: /FT-1/ })).toContainText('Lena Fischer');
    await page.getByLabel('Search tokens').fill('FT-2');
    await expect(page.getByRole('row', { name: /FT-1/ })).toHaveCount(0);
    await expect(page.getByRole('row', { name: /FT-2/ })).toContainText('Tom Becker');
    await expectAccessibleInBothSchemes(page);
    await expectNoSidewaysScrollAt320(page);
  });

  test('are assigned one by one, and taken away', async ({ page }) => {
    const console = consoleSteps(page);
    await console.enter(tokensPath);
    await page.getByRole('button', { name: 'Assign a token' }).click();
    const dialog = await console.dialog('Assign a token');
    const submit = dialog.getByRole('button', { name: 'Assign the token' });
    await submit.click();
    await expect(dialog.getByText('Fill this in.')).toHaveCount(3);
    await dialog.getByLabel('Username of the person').fill('grace.okoye');
    await dialog.getByLabel('Serial number').fill('FT-9');
    await dialog.getByLabel('Seed').fill('not a seed');
    await submit.click();
    await expect(dialog.getByText('This is no seed')).toBeVisible();
    await expectAccessible(page);
    await dialog.getByLabel('Seed').fill(seed);
    await submit.click();
    await console.expectNotice('Token FT-9 assigned');

    const row = page.getByRole('row', { name: /FT-9/ });
    await expect(row).toContainText('Grace Okoye');
    await row.getByRole('button', { name: 'Take token FT-9 away' }).click();
    const asked = await console.dialog('Take token FT-9 away?');
    await asked.getByRole('button', { name: 'Take token FT-9 away' }).click();
    await console.expectNotice('Token FT-9 was taken away');
    await expect(row).toHaveCount(0);
  });
});

test.describe('a break-glass code', () => {
  test('is made, shown once to be printed, and opens a reset on its own page', async ({
    page,
    demo,
  }) => {
    const console = consoleSteps(page);
    await console.enter('/settings/break-glass');
    await page.getByRole('button', { name: 'Make a code' }).click();
    const form = await console.dialog('Make a break-glass code');
    await form.getByRole('button', { name: 'Make the code' }).click();
    await expect(form.getByText('Fill this in.')).toBeVisible();
    await form.getByLabel('Where will it be kept?').fill('Safe in the cellar');
    await form.getByRole('button', { name: 'Make the code' }).click();
    const sheet = await console.dialog('Print the code now');
    const code = (await sheet.getByRole('status').textContent()) ?? '';
    expect(code).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4})+$/);
    await expectAccessibleInBothSchemes(page);
    // On paper there is the sheet alone.
    await page.emulateMedia({ media: 'print' });
    await expect(page.getByText('Seal this sheet in an envelope')).toBeVisible();
    await expect(page.getByText('Print the code now')).toBeHidden();
    await expect(page.getByText('Break-glass codes').first()).toBeHidden();
    await page.emulateMedia({ media: 'screen' });
    await sheet.getByRole('button', { name: 'I have printed and sealed it' }).click();
    const row = page.getByRole('row', { name: /Safe in the cellar/ });
    await expect(row).toContainText('Sealed');
    await expect(page.getByText(code)).toHaveCount(0);
    await expectAccessibleInBothSchemes(page);
    await expectNoSidewaysScrollAt320(page);

    const portal = portalSteps(page, demo);
    const { breakGlass } = portal.texts;
    await page.context().clearCookies();
    await page.goto('/break-glass');
    await portal.expectTitle(breakGlass.title);
    await page.getByLabel(breakGlass.identifier).fill('ada.brandt');
    await page
      .getByLabel(breakGlass.code)
      .fill(`${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}`);
    await portal.press(breakGlass.submit);
    await expect(page.getByRole('alert')).toContainText(breakGlass.mistyped);
    await expectAccessible(page);
    await page.getByLabel(breakGlass.identifier).fill('ada.brandt');
    await page.getByLabel(breakGlass.code).fill(code.toLowerCase());
    await portal.press(breakGlass.submit);
    await portal.expectTitle(portal.texts.password.title);
    await page.getByRole('button', { name: portal.texts.actions.cancel }).first().click();

    await console.enter('/settings/break-glass');
    await expect(row).toContainText('Used');
    await expect(page.getByText('No code is left that could be used.')).toBeVisible();
  });

  test('is revoked', async ({ page }) => {
    const console = consoleSteps(page);
    await console.enter('/settings/break-glass');
    await page.getByRole('button', { name: 'Make a code' }).click();
    await page.getByLabel('Where will it be kept?').fill('Bank, box 12');
    await page.getByRole('button', { name: 'Make the code' }).click();
    await page.getByRole('button', { name: 'I have printed and sealed it' }).click();
    const row = page.getByRole('row', { name: /Bank, box 12/ });
    await row.getByRole('button', { name: 'Revoke the code: Bank, box 12' }).click();
    const asked = await console.dialog('Revoke this code?');
    await asked.getByRole('button', { name: 'Revoke the code' }).click();
    await console.expectNotice('The code was revoked');
    await expect(row).toContainText('Revoked');
  });
});

test('a temporary pass is issued for a case, shown once, and proves a reset', async ({
  page,
  demo,
}) => {
  await demo.changePolicy((policy) => ({
    ...policy,
    methods: {
      ...policy.methods,
      'temporary-pass': { ...policy.methods['temporary-pass'], enabled: true },
    },
  }));
  const console = consoleSteps(page);
  await console.enter(await demo.userPath('tom.becker'));
  await page.getByRole('button', { name: 'Issue temporary pass' }).click();
  const dialog = await console.dialog('Issue a temporary pass for Tom Becker?');
  await dialog.getByRole('button', { name: 'Issue the pass' }).click();
  await expect(dialog.getByText('Fill this in.')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Case reference').fill('INC-4711');
  await dialog.getByRole('button', { name: 'Issue the pass' }).click();
  const shown = await console.dialog('Read out the pass now');
  const pass = (await shown.getByRole('status').textContent()) ?? '';
  await expectAccessibleInBothSchemes(page);
  // Only its own button closes it.
  await page.keyboard.press('Escape');
  await expect(shown).toBeVisible();
  await shown.getByRole('button', { name: 'I have passed it on' }).click();
  await expect(page.getByText(pass)).toHaveCount(0);

  await page.context().clearCookies();
  const portal = portalSteps(page, demo);
  await page.goto('/reset');
  await page.getByLabel(portal.texts.identify.label).fill('tom.becker');
  await portal.press(portal.texts.actions.next);
  await page.getByRole('radio', { name: /temporary pass/i }).check();
  await portal.press(portal.texts.actions.next);
  await page.getByLabel('Temporary pass').fill(pass);
  await portal.press(portal.texts.actions.next);
  await portal.expectTitle(portal.texts.password.title);
  await portal.choosePassword(newPassword);
  await portal.expectTitle(portal.texts.ended.doneTitle);
});

test('a block is seen with whom it concerns, and cleared', async ({ page, demo }) => {
  const portal = portalSteps(page, demo);
  for (let reset = 0; reset < 2; reset += 1) {
    await page.context().clearCookies();
    await portal.askForCode('mia.schulz');
    for (let wrong = 0; wrong < 5; wrong += 1) await portal.enterCode('00000000');
  }
  const console = consoleSteps(page);
  await console.enter('/blocks');
  const row = page.getByRole('row', { name: /Wrong answers for one account/ });
  await expect(row).toContainText('mia.schulz');
  await expectAccessibleInBothSchemes(page);
  await row.getByRole('button', { name: 'Clear the block of Mia Schulz' }).click();
  const dialog = await console.dialog('Clear this block?');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Clear block' }).click();
  await console.expectNotice('Block cleared');
  await expect(row).toHaveCount(0);
  await console.open('Audit logs');
  await expect(page.getByRole('row', { name: /Block cleared/ }).first()).toBeVisible();
});
