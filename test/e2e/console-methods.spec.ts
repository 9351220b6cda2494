import type { Locator, Page } from '@playwright/test';
import type { Policy } from '../../src/domain/policy/policy.ts';
import { consoleSteps } from '../kit/console-steps.ts';
import { expect, test } from '../kit/e2e.ts';
import {
  expectAccessible,
  expectAccessibleInBothSchemes,
  expectNoSidewaysScrollAt320,
} from '../kit/page-checks.ts';

test.describe.configure({ timeout: 120_000 });

const methodsPath = '/password-reset/authentication-methods';
const administratorsPath = '/password-reset/administrator-policy';
const registrationPath = '/password-reset/registration';

async function save(page: Page, agree = false): Promise<void> {
  const console = consoleSteps(page);
  const dialog = await console.review();
  if (agree) await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await console.expectNotice('Saved');
}

/** Each test begins with the numbers of a new installation, whatever the one before it left. */
test.beforeEach(async ({ demo }) => {
  const api = await demo.asAdministrator();
  const { methods, administrators, registration } = await api.ok<Policy>(
    'GET',
    '/policy/presets/recommended',
  );
  await demo.changePolicy((policy) => ({
    ...policy,
    methodsRequired: 1,
    methods,
    administrators,
    registration,
  }));
  await demo.setScope('all');
});

test.describe('authentication methods', () => {
  test('are all listed, with the kind of each, and switched on one by one', async ({ page }) => {
    const console = consoleSteps(page);
    await console.enter(methodsPath);
    const list = page.getByRole('table', { name: 'Methods' });
    for (const name of ['E-mail code', 'Text to mobile phone', 'Passkey', 'Security questions']) {
      await expect(list.getByRole('link', { name, exact: true })).toBeVisible();
    }
    await expect(list.getByRole('row', { name: /^Text to mobile phone/ })).toContainText(
      'Counts as one proof together with Call to mobile phone',
    );
    await expect(list.getByRole('row', { name: /^Passkey/ })).toContainText('Counts as two proofs');
    await expect(page.getByText('E-mail is the only method.')).toBeVisible();

    await page.getByRole('switch', { name: 'Let people use Authenticator app code' }).check();
    await expect(page.getByText('E-mail is the only method.')).toHaveCount(0);
    await save(page, true);
    await page.reload();
    await expect(
      page.getByRole('switch', { name: 'Let people use Authenticator app code' }),
    ).toBeChecked();
  });

  test('say beside the number of methods what cannot be, before and after saving is tried', async ({
    page,
    watch,
  }) => {
    watch.expectStatus(422);
    const console = consoleSteps(page);
    await console.enter(methodsPath);
    await page.getByRole('radio', { name: /^Two methods of different kinds/ }).check();
    await expect(
      page.getByText('A reset needs 2 methods of different kinds; 1 would be on.'),
    ).toBeVisible();
    await page
      .getByRole('region', { name: 'Unsaved changes' })
      .getByRole('button', { name: 'Save' })
      .click();
    const required = page.getByRole('region', { name: 'Number of methods required to reset' });
    await expect(required.getByRole('alert')).toBeVisible();
    await page.getByRole('radio', { name: /^One method/ }).check();
    await expect(required.getByRole('alert')).toHaveCount(0);
  });

  test('have settings of their own, in a panel that keyboards reach and leave', async ({
    page,
  }) => {
    const console = consoleSteps(page);
    await console.enter(methodsPath);
    await page.getByRole('radio', { name: /^One method/ }).focus();
    await tabToField(page, page.getByRole('link', { name: 'E-mail code', exact: true }));
    await page.keyboard.press('Enter');
    const panel = await console.dialog('E-mail code');
    await tabToField(page, panel.getByLabel('Digits in a code'));
    await page.keyboard.press('Control+a');
    await page.keyboard.type('20');
    await expect(panel.getByText('Enter a number between 6 and 12.')).toBeVisible();
    await page.keyboard.press('Control+a');
    await page.keyboard.type('10');
    await expect(panel.getByText('Changes take effect when the page is saved.')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
    const dialog = await console.review();
    await expect(dialog.getByRole('row', { name: /E-mail code: Digits in a code/ })).toContainText(
      '10',
    );
  });

  test('ask before unsaved changes are left behind, but not when a panel opens', async ({
    page,
  }) => {
    const console = consoleSteps(page);
    await console.enter(methodsPath);
    await page.getByRole('switch', { name: 'Let people use Passkey' }).check();
    await page.getByRole('link', { name: 'Passkey', exact: true }).click();
    const panel = await console.dialog('Passkey');
    await expect(panel.getByRole('switch', { name: /Everybody/ })).toBeChecked();
    await panel.getByRole('link', { name: 'Change it in Administrator policy' }).click();
    const leave = await console.dialog('Leave without saving?');
    await leave.getByRole('button', { name: 'Leave without saving' }).click();
    await console.expectTitle('Password reset – Administrator policy');
  });

  test('take questions of the organisation’s own, in several languages', async ({ page, demo }) => {
    const console = consoleSteps(page);
    await console.enter(`${methodsPath}?method=questions`);
    const panel = await console.dialog('Security questions');
    const own = panel.getByRole('group', { name: 'Your own questions', exact: true });
    await own.getByRole('button', { name: 'Add one' }).click();
    await own.getByLabel('Question', { exact: true }).fill('Which gate did you first come in by?');
    await own.getByRole('combobox', { name: /Add a language/ }).click();
    await page.getByRole('option', { name: 'German' }).click();
    await own
      .getByRole('textbox', { name: 'German' })
      .fill('Durch welches Tor kamen Sie zuerst herein?');
    await expectAccessible(page);
    await panel.getByRole('button', { name: 'Done' }).click();
    await save(page, true);

    const api = await demo.asAdministrator();
    const { policy } = await api.ok<{ policy: { methods: Record<string, unknown> } }>(
      'GET',
      '/policy',
    );
    expect(policy.methods['questions']).toMatchObject({
      custom: [
        {
          id: expect.stringMatching(/^[0-9a-f]{16}$/),
          text: 'Which gate did you first come in by?',
          texts: { de: 'Durch welches Tor kamen Sie zuerst herein?' },
        },
      ],
    });
  });
});

test.describe('the administrators’ own rule', () => {
  test('names who it governs and why, and which methods count', async ({ page }) => {
    const console = consoleSteps(page);
    await console.enter(administratorsPath);
    await expect(page.getByText('Always two proofs of different kinds')).toBeVisible();
    const people = page.getByRole('table', { name: 'Who counts as an administrator' });
    await expect(people.getByRole('row', { name: /Ada Brandt/ })).toContainText(
      'Global Administrator, since',
    );
    await expect(people.getByRole('row', { name: /Henri Moreau/ })).toContainText(
      'Helpdesk Administrator, since',
    );
    await expect(page.getByText('As the preset “Recommended” has it.')).toBeVisible();
    await page.getByRole('checkbox', { name: /^Text to mobile phone/ }).check();
    await page.getByRole('button', { name: 'Use the methods of the preset “Recommended”' }).click();
    await expect(page.getByRole('checkbox', { name: /^Text to mobile phone/ })).not.toBeChecked();
    await expect(page.getByRole('region', { name: 'Unsaved changes' })).toHaveCount(0);
  });

  test('says beside the methods that too few of them leave no way', async ({ page, watch }) => {
    watch.expectStatus(422);
    const console = consoleSteps(page);
    await console.enter(administratorsPath);
    const methods = page.getByRole('region', { name: 'Methods for administrators' });
    for (const name of [
      /^Authenticator app code/,
      /^Passkey/,
      /^Approval on another device/,
      /^Recovery codes/,
    ]) {
      await methods.getByRole('checkbox', { name }).uncheck();
    }
    await expect(methods.getByRole('checkbox', { checked: true })).toHaveCount(1);
    await page
      .getByRole('region', { name: 'Unsaved changes' })
      .getByRole('button', { name: 'Save' })
      .click();
    await expect(methods.getByRole('alert')).toBeVisible();
  });

  test('is switched off only by somebody who types that they mean it', async ({ page }) => {
    const console = consoleSteps(page);
    await console.enter(administratorsPath);
    const may = page.getByRole('switch', { name: 'Administrators may reset their own passwords' });
    await may.click();
    const sure = await console.dialog('Keep administrators from resetting their passwords?');
    await expectAccessible(page);
    await sure.getByRole('button', { name: 'Keep administrators from resetting' }).click();
    await expect(sure.getByLabel('Type “switch off” to go on')).toBeFocused();
    await sure.getByRole('button', { name: 'Cancel' }).click();
    await expect(may).toBeChecked();

    await may.click();
    await sure.getByLabel('Type “switch off” to go on').fill('Switch off');
    await page.keyboard.press('Enter');
    await expect(may).not.toBeChecked();
    await expect(page.getByText('no administrator can reset a password here')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Unsaved changes' })).toBeVisible();
    await may.check();
    await expect(page.getByRole('region', { name: 'Unsaved changes' })).toHaveCount(0);
  });
});

test('registration says when people are asked, and warns of never and at once', async ({
  page,
}) => {
  const console = consoleSteps(page);
  await console.enter(registrationPath);
  await expect(page.getByText('12 people in scope: everybody')).toBeVisible();
  await page.getByLabel('Days until people confirm again').fill('0');
  await expect(page.getByText('Nobody is ever asked again.')).toBeVisible();
  await page.getByLabel('Hours before a new method counts').fill('48');
  await page.getByLabel('Times it can be put off').fill('5');
  const dialog = await console.review();
  await expect(dialog.getByRole('row', { name: /Days until people confirm again/ })).toContainText(
    'Never',
  );
  await expect(dialog.getByRole('row', { name: /Hours before a new method/ })).toContainText(
    '48 hours',
  );
  await dialog.getByRole('checkbox').check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await console.expectNotice('Saved');
});

for (const [path, ready] of [
  [methodsPath, 'E-mail code'],
  [`${methodsPath}?method=questions`, 'Your own questions'],
  [administratorsPath, 'Global Administrator, since'],
  [registrationPath, 'people in scope'],
] as const) {
  test(`${path} can be read by everybody, in light and dark, on a narrow screen`, async ({
    page,
  }) => {
    await consoleSteps(page).enter(path);
    await expect(page.getByText(ready).first()).toBeVisible();
    await expectAccessibleInBothSchemes(page);
    await expectNoSidewaysScrollAt320(page);
  });
}

/** By the Tab key alone, from where the focus is. */
async function tabToField(page: Page, field: Locator): Promise<void> {
  for (let presses = 0; presses < 20; presses += 1) {
    await page.keyboard.press('Tab');
    if (await field.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error('Tab never reached it');
}

test('who would be shut out is named before a policy is saved, with a way to each of them', async ({
  page,
}) => {
  const console = consoleSteps(page);
  await console.enter('/password-reset/properties');
  await page.getByRole('radio', { name: /^None/ }).check();
  const dialog = await console.review();
  await dialog.getByRole('button', { name: 'Show who' }).click();
  const lena = dialog.getByRole('link', { name: 'Lena Fischer (lena.fischer)' });
  await expect(lena).toHaveAttribute('href', /\/admin\/users\/dir_builtin\/usr_/);
  await expectAccessibleInBothSchemes(page);
});
