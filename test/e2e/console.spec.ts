import { readFile } from 'node:fs/promises';
import { administrator, people } from '../../src/server/demo/people.ts';
import { consoleSteps } from '../kit/console-steps.ts';
import { expect, test } from '../kit/e2e.ts';
import { portalSteps } from '../kit/portal-steps.ts';

const properties = 'Password reset – Properties';

test.describe('signing in', () => {
  // The console asks who is signed in before it shows the form.
  test.beforeEach(({ watch }) => watch.expectStatus(401));

  test('leads to the page that was asked for, and out again for good', async ({ page }) => {
    const console = consoleSteps(page);
    await page.goto('/admin/groups');
    await console.expectTitle('Sign in to the console');
    await page.getByLabel('Username or e-mail address').fill(administrator.username);
    await page.getByLabel('Password', { exact: true }).fill(administrator.password);
    await page.keyboard.press('Enter');
    await console.expectTitle('Groups');

    await page.getByRole('button', { name: 'Account: Ada Brandt' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await console.expectTitle('Sign in to the console');
    await page.goBack();
    await console.expectTitle('Sign in to the console');
    expect((await page.request.get('/api/v1/session')).status()).toBe(401);
  });

  test('says that a name or password is wrong, and keeps the name', async ({ page }) => {
    const console = consoleSteps(page);
    await console.signIn(administrator.username, 'not the password');
    await expect(page.getByText('The user name or the password is not right.')).toBeVisible();
    await expect(page.getByLabel('Username or e-mail address')).toHaveValue(administrator.username);
    await expect(page.getByLabel('Password', { exact: true })).toBeFocused();
  });

  test('refuses somebody without a role as it refuses a wrong password', async ({ page }) => {
    const console = consoleSteps(page);
    const nobody = people.find(({ role }) => role === null);
    await console.signIn(nobody?.username ?? '', nobody?.password ?? '');
    await expect(page.getByText('The user name or the password is not right.')).toBeVisible();
  });

  test('shows a helpdesk agent only the pages of the helpdesk', async ({ page }) => {
    const console = consoleSteps(page);
    const agent = people.find(({ role }) => role === 'helpdesk-administrator');
    await console.signIn(agent?.username ?? '', agent?.password ?? '');
    await console.expectTitle('Overview');
    await console.open('Users');
    await expect(page.getByRole('button', { name: 'Add user' })).toHaveCount(0);
    const links = (await console.pages()).getByRole('link');
    await expect(links).toHaveText([
      'Overview',
      'Users',
      'Groups',
      'Hardware tokens',
      'Audit logs',
      'Blocks',
      'Look up a reference',
      'Roles',
    ]);
  });

  test('is asked for again when the session has run out, and goes on where one was', async ({
    page,
    demo,
  }) => {
    const console = consoleSteps(page);
    await console.enter('/groups');
    await demo.moveClock(13 * 3600);
    await console.open('Users', 'Sign in to the console');
    await expect(page.getByText('You were signed out. Sign in again')).toBeVisible();
    await page.getByLabel('Username or e-mail address').fill(administrator.username);
    await page.getByLabel('Password', { exact: true }).fill(administrator.password);
    await page.keyboard.press('Enter');
    await console.expectTitle('Users');
  });
});

test.describe('who may reset', () => {
  test.beforeEach(({ demo }) => demo.setScope('none'));

  test('is chosen in Properties: a group found by keyboard, and a dialog that names the people', async ({
    page,
  }) => {
    const console = consoleSteps(page);
    await console.enter();
    await expect(page.getByRole('heading', { name: 'Password reset is off' })).toBeVisible();
    await page.getByRole('button', { name: 'Choose who may reset' }).click();
    await console.expectTitle(properties);

    await page.getByRole('radio', { name: /^None/ }).focus();
    await page.keyboard.press('ArrowDown');
    await expect(page.getByRole('radio', { name: /^Selected/ })).toBeChecked();
    await console.pick('Groups that may reset', 'pil', 'SSPR pilot');
    await console.pick('Groups left out', 'contr', 'Contractors');
    await expect(page.getByText('8 people in scope, of 12')).toBeVisible();

    const dialog = await console.review();
    await expect(dialog).toContainText('8 people more will be able to reset their password.');
    await expect(dialog.getByRole('row', { name: /Groups that may reset/ })).toContainText(
      'SSPR pilot',
    );
    await dialog.getByRole('button', { name: 'Back' }).click();
    await expect(dialog).toBeHidden();
    await (await console.review()).getByRole('button', { name: 'Save' }).click();
    await console.expectNotice('In force now, for 8 people of 12.');
    await expect(page.getByRole('region', { name: 'Unsaved changes' })).toHaveCount(0);

    await console.open('Overview');
    await expect(
      page.getByRole('heading', { name: 'Password reset is on for selected groups' }),
    ).toBeVisible();
  });

  test('is the group whose name was typed, however fast it was taken', async ({ page }) => {
    const console = consoleSteps(page);
    await console.enter('/password-reset/properties');
    await page.getByRole('radio', { name: /^Selected/ }).check();
    await page.getByRole('combobox', { name: 'Groups that may reset' }).click();
    await expect(page.getByRole('option').first()).toContainText('All staff');
    await page.keyboard.type('sspr');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(
      page.getByRole('list', { name: 'Groups that may reset' }).getByRole('listitem'),
    ).toHaveText(['SSPR pilot']);
  });

  test('cannot be Selected without a group', async ({ page, watch }) => {
    watch.expectStatus(422);
    const console = consoleSteps(page);
    await console.enter('/password-reset/properties');
    await page.getByRole('radio', { name: /^Selected/ }).check();
    await page
      .getByRole('region', { name: 'Unsaved changes' })
      .getByRole('button', { name: 'Save' })
      .click();
    await expect(page.getByRole('region', { name: 'Unsaved changes' })).toContainText(
      'Choose at least one group',
    );
  });

  test('is not lost by leaving: the console asks, and so does the browser', async ({ page }) => {
    const console = consoleSteps(page);
    await console.enter('/password-reset/properties');
    await page.getByRole('radio', { name: /^All/ }).check();
    const leave = async () => {
      await (await console.pages()).getByRole('link', { name: 'Users', exact: true }).click();
      return console.dialog('Leave without saving?');
    };
    await (await leave()).getByRole('button', { name: 'Stay' }).click();
    await console.expectTitle(properties);
    await expect(page.getByRole('radio', { name: /^All/ })).toBeChecked();

    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.dismiss();
    await expect(page.getByRole('radio', { name: /^All/ })).toBeChecked();

    await (await leave()).getByRole('button', { name: 'Leave without saving' }).click();
    await console.expectTitle('Users');
    await console.open('Properties', properties);
    await expect(page.getByRole('radio', { name: /^None/ })).toBeChecked();
  });

  test('asks for agreement and a fresh password before it is made easier to misuse', async ({
    page,
    demo,
    watch,
  }) => {
    watch.expectStatus(401);
    const console = consoleSteps(page);
    const method = '/password-reset/authentication-methods?method=email';
    await console.enter(method);
    await demo.moveClock(6 * 60);
    await page.getByRole('textbox', { name: 'Digits in a code' }).fill('6');
    await page.getByRole('button', { name: 'Done' }).click();
    const dialog = await console.review();
    await expect(dialog).toContainText('One of these changes makes a reset easier to misuse.');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toContainText('Confirm this to save.');
    await dialog.getByRole('checkbox').check();
    await dialog.getByRole('button', { name: 'Save' }).click();

    const prompt = await console.dialog('Confirm that it is you');
    await prompt.getByLabel('Password', { exact: true }).fill('not the password');
    await prompt.getByRole('button', { name: 'Confirm' }).click();
    await expect(prompt).toContainText('The user name or the password is not right.');
    await prompt.getByLabel('Password', { exact: true }).fill(administrator.password);
    await prompt.getByRole('button', { name: 'Confirm' }).click();
    await console.expectNotice('Saved');
    await page.goto(`/admin${method}`);
    await expect(page.getByRole('textbox', { name: 'Digits in a code' })).toHaveValue('6');
  });
});

test.describe('users', () => {
  test('are found, and say whether they can reset and why', async ({ page, demo }) => {
    await demo.setScope('selected', ['SSPR pilot']);
    const console = consoleSteps(page);
    await console.enter('/users');
    await page.getByRole('searchbox', { name: 'Search users' }).fill('rahman');
    await expect(page.getByRole('row')).toHaveCount(2);
    await page.getByRole('link', { name: 'Noor Rahman' }).click();
    const outside = await console.dialog('Noor Rahman');
    await expect(outside.getByRole('region', { name: 'Cannot reset now' })).toContainText(
      'because no group that may reset holds this person.',
    );
    await outside.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('searchbox', { name: 'Search users' }).fill('lena');
    await expect(page.getByRole('row')).toHaveCount(2);
    await page.getByRole('link', { name: 'Lena Fischer' }).click();
    const inside = await console.dialog('Lena Fischer');
    await expect(inside.getByRole('region', { name: 'Can reset now' })).toContainText(
      'Through a group that may reset.',
    );
    const ownMailbox = /^Codes by e-mail go to the mailbox that the forgotten password opens/;
    await expect(inside.getByText(ownMailbox)).toHaveCount(0);
    await inside.getByRole('button', { name: 'Close' }).click();
    await page.getByRole('searchbox', { name: 'Search users' }).fill('grace');
    await page.getByRole('link', { name: 'Grace Okoye' }).click();
    const alone = await console.dialog('Grace Okoye');
    await expect(alone.getByText(ownMailbox)).toBeVisible();
  });

  test('are added, and then reset to get their first password', async ({ page, demo }) => {
    await demo.setScope('all');
    const console = consoleSteps(page);
    await console.enter('/users');
    await page.getByRole('button', { name: 'Add user' }).click();
    const form = await console.dialog('Add a user');
    await form.getByRole('button', { name: 'Add user' }).click();
    await expect(form.getByLabel('Full name')).toBeFocused();
    await form.getByLabel('Full name').fill('Ines Duarte');
    await form.getByLabel('Username').fill('ines.duarte');
    await form.getByLabel('E-mail address', { exact: true }).fill('ines.duarte@contoso.example');
    await form.getByRole('button', { name: 'Add user' }).click();
    await console.expectNotice('Ines Duarte added');
    await expect(await console.dialog('Ines Duarte')).toContainText('Can reset now');

    const portal = portalSteps(page, demo);
    await portal.prove('ines.duarte');
    await portal.choosePassword('a-first-one-of-four-words');
    await portal.expectTitle('Your new password is set');
  });

  test('come from a file after a dry run that names every bad row', async ({ page }) => {
    const console = consoleSteps(page);
    await console.enter('/users/import');
    const file = (rows: readonly string[]) => ({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['username,displayName,mail', ...rows, ''].join('\r\n')),
    });
    const good = 'emil.holm,Emil Holm,emil.holm@contoso.example';
    await page
      .locator('input[type="file"]')
      .setInputFiles(file([good, ',Nobody,', 'x.y,X Y,not an address']));
    await expect(page.getByText('2 rows are bad.')).toBeVisible();
    const rows = page.getByRole('table', { name: 'bad rows' }).getByRole('row');
    await expect(rows).toHaveCount(3);
    await expect(rows.nth(1)).toContainText(/2\s*username/);
    await expect(rows.nth(2)).toContainText(/3\s*mail/);
    await expect(page.getByRole('button', { name: 'Import 1 row' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );

    await page.getByRole('button', { name: 'Choose another file' }).click();
    await page.locator('input[type="file"]').setInputFiles(file([good]));
    await page.getByRole('button', { name: 'Import 1 row' }).click();
    await expect(page.getByRole('heading', { name: 'Imported' })).toBeVisible();
    await page.getByRole('link', { name: 'Go to the users' }).click();
    await expect(page.getByRole('link', { name: 'Emil Holm' })).toBeVisible();
  });
});

test.describe('groups', () => {
  test('are added, nested, and emptied again', async ({ page }) => {
    const console = consoleSteps(page);
    await console.enter('/groups');
    await page.getByRole('button', { name: 'Add group' }).click();
    const form = await console.dialog('Add a group');
    await form.getByLabel('Name').fill('Night shift');
    await form.getByRole('button', { name: 'Add group' }).click();
    const panel = await console.dialog('Night shift');
    await panel.getByRole('button', { name: 'Add members' }).click();

    const adding = await console.dialog('Add members to Night shift');
    await console.pick('People and groups', 'milan', 'Milan office');
    await console.pick('People and groups', 'tom', 'Tom Becker');
    await adding.getByRole('button', { name: 'Add 2' }).click();
    await console.expectNotice('2 members added');
    await expect(panel.getByRole('link', { name: 'Milan office' })).toBeVisible();
    await expect(panel.getByText('People, directly or through groups').locator('+ *')).toHaveText(
      '3',
    );

    await panel.getByRole('button', { name: 'Remove Milan office' }).click();
    await console.expectNotice('Milan office removed');
    await expect(panel.getByRole('link', { name: 'Milan office' })).toHaveCount(0);
    await panel.getByRole('button', { name: 'Delete group' }).click();
    const sure = await console.dialog('Delete the group Night shift?');
    await expect(sure).toContainText('It holds 1 person, directly or through groups.');
    await sure.getByRole('button', { name: 'Delete group' }).click();
    await console.expectNotice('Group Night shift deleted');
    await expect(page.getByRole('link', { name: 'Night shift' })).toHaveCount(0);
  });
});

test.describe('what happened', () => {
  test('is filtered, read, exported and verified', async ({ page, demo }) => {
    await demo.setScope('all');
    const console = consoleSteps(page);
    await console.enter('/audit-logs');
    await page.getByRole('combobox', { name: 'Activity' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Policy changed' }).click();
    await page.keyboard.press('Escape');
    const rows = page.getByRole('table', { name: 'Audit logs' }).getByRole('row');
    await expect(rows.nth(1)).toContainText('Policy changed');
    await expect(rows.filter({ hasNotText: 'Policy changed' })).toHaveCount(1);

    await page.getByRole('link', { name: 'Policy changed' }).first().click();
    const detail = await console.dialog('Policy changed');
    await expect(detail).toContainText('policy.changed');
    await expect(detail).toContainText('scope.mode');
    await detail.getByRole('button', { name: 'Close' }).click();

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByRole('button', { name: 'As CSV (for spreadsheets)' }).click();
    const file = await readFile(await (await download).path(), 'utf8');
    expect(file).toContain('policy.changed');
    expect(file).not.toContain('sign-in.succeeded');

    await page.getByRole('button', { name: 'Clear the filter' }).click();
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await expect(page.getByText(/The chain is intact: \d+ events/)).toBeVisible();
  });

  test('in one reset is found by the reference that its pages show', async ({
    page,
    demo,
    watch,
  }) => {
    watch.expectStatus(404);
    await demo.setScope('all');
    const portal = portalSteps(page, demo);
    await portal.askForCode('mia.schulz');
    await portal.enterCode('00000000');
    const reference = (await page.locator('footer bdi').textContent()) ?? '';
    expect(reference).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);

    const console = consoleSteps(page);
    await console.enter('/support');
    await page.getByLabel('Reference').fill(reference.toLowerCase().replace('-', ' '));
    await page.getByRole('button', { name: 'Look up' }).click();
    await expect(
      page.getByRole('heading', { name: 'A code was asked for and not yet typed in rightly.' }),
    ).toBeVisible();
    const happened = page.getByRole('region', { name: 'What happened' }).getByRole('listitem');
    await expect(happened.first()).toContainText('Reset asked for');
    await expect(happened.last()).toContainText('Proof refused');

    await page.getByLabel('Reference').fill('ZZZZ-ZZZZ');
    await page.getByRole('button', { name: 'Look up' }).click();
    await expect(page.getByText('No reset has the reference ZZZZ-ZZZZ.')).toBeVisible();
  });
});

test.describe('settings', () => {
  test('name the organisation on every page', async ({ page }) => {
    const console = consoleSteps(page);
    await console.enter('/settings/organisation');
    await page.getByLabel('Name').fill('Contoso Works');
    await page.getByRole('button', { name: 'Save' }).click();
    await console.expectNotice('Organisation saved');
    await page.goto('/');
    await expect(page.getByRole('banner')).toContainText('Contoso Works');
  });

  test('make an API key that is shown once, works, and can be revoked', async ({ page, demo }) => {
    const console = consoleSteps(page);
    await console.enter('/settings/api-keys');
    await page.getByRole('button', { name: 'Make an API key' }).first().click();
    const form = await console.dialog('Make an API key');
    await form.getByLabel('Name').fill('Nightly export');
    await form.getByText('Read users', { exact: true }).click();
    await expect(form.getByRole('checkbox', { name: 'Read users' })).toBeChecked();
    await expect(form.getByRole('checkbox', { checked: true })).toHaveCount(1);
    await form.getByRole('button', { name: 'Make the key' }).click();
    const shown = await console.dialog('Copy the key now');
    const secret = await shown.getByLabel('API key').inputValue();
    await page.keyboard.press('Escape');
    await expect(shown).toBeVisible();
    await shown.getByRole('button', { name: 'I have copied it' }).click();
    await page.reload();
    await expect(page.getByText('Nightly export')).toBeVisible();
    expect(await page.content()).not.toContain(secret);

    const asProgram = (path: string) =>
      fetch(`${demo.url}/api/v1${path}`, { headers: { authorization: `Bearer ${secret}` } });
    expect((await asProgram('/users')).status).toBe(200);
    expect((await asProgram('/policy')).status).toBe(403);
    await page.getByRole('button', { name: 'Revoke Nightly export' }).click();
    const sure = await console.dialog('Revoke Nightly export?');
    await sure.getByRole('button', { name: 'Revoke' }).click();
    await console.expectNotice('Nightly export revoked');
    expect((await asProgram('/users')).status).toBe(401);
  });

  test('give a role and take it back, but never the last administrator', async ({
    page,
    watch,
  }) => {
    watch.expectStatus(409);
    const console = consoleSteps(page);
    await console.enter('/settings/roles');
    await page.getByRole('button', { name: 'Assign a role' }).click();
    const form = await console.dialog('Assign a role');
    await form.getByRole('combobox', { name: 'Person' }).pressSequentially('sofia');
    await page.getByRole('option', { name: /Sofia Rossi/ }).click();
    await form.getByRole('radio', { name: /^Reports Reader/ }).check();
    await form.getByRole('button', { name: 'Assign' }).click();
    await console.expectNotice('Reports Reader assigned');

    await page.getByRole('button', { name: 'Remove Reports Reader from Sofia Rossi' }).click();
    const sure = await console.dialog('Remove this role?');
    await sure.getByRole('button', { name: /Remove/ }).click();
    await console.expectNotice('Reports Reader removed');

    await page.getByRole('button', { name: 'Remove Global Administrator from Ada Brandt' }).click();
    const last = await console.dialog('Remove this role?');
    await last.getByRole('button', { name: /Remove/ }).click();
    await expect(last).toContainText('This is the last Global Administrator and has to stay.');
  });
});
