import { consoleSteps } from '../kit/console-steps.ts';
import { expect, test } from '../kit/e2e.ts';
import { expectAccessible, expectNoSidewaysScrollAt320 } from '../kit/page-checks.ts';

test.describe.configure({ timeout: 120_000 });

test('a carrier is added, mended where the server finds it wrong, saved, tested and removed', async ({
  page,
  watch,
}) => {
  watch.expectStatus(400);
  const console = consoleSteps(page);
  const unsaved = page.getByRole('region', { name: 'Unsaved changes' });
  await console.enter('/settings/carriers');
  await page.getByRole('button', { name: 'Add carrier' }).click();
  const adding = await console.dialog('Add a carrier');
  await adding.getByRole('radio', { name: 'E-mail: SMTP server' }).check();
  await adding.getByRole('button', { name: 'Add' }).click();
  const panel = await console.dialog('SMTP server');
  await expect(
    panel.getByText('Save first: a test is sent as the carrier was saved.'),
  ).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScrollAt320(page);
  await panel.getByRole('button', { name: 'Done' }).click();
  await unsaved.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Something in it cannot be saved.')).toBeVisible();

  await page.getByRole('link', { name: 'SMTP server' }).click();
  await expect(panel.getByLabel('Host name')).toHaveAttribute('aria-invalid', 'true');
  await panel.getByLabel('Host name').fill('127.0.0.1');
  // Nothing listens there.
  await panel.getByLabel('Port').fill('1');
  await panel.getByLabel('Sender', { exact: true }).fill('reset@contoso.example');
  await panel.getByRole('combobox', { name: 'Encryption' }).click();
  await panel.getByRole('option', { name: 'None' }).click();
  await panel.getByRole('button', { name: 'Done' }).click();
  await unsaved.getByRole('button', { name: 'Save' }).click();
  await console.expectNotice('Carriers saved');
  await expect(unsaved).toHaveCount(0);

  await page.getByRole('link', { name: 'SMTP server' }).click();
  await panel.getByLabel('E-mail address').fill('ada.brandt@contoso.example');
  await panel.getByRole('button', { name: 'Send a test' }).click();
  await expect(panel.getByText(/The carrier (could not take it now|refused it)/)).toBeVisible();

  await panel.getByRole('button', { name: 'Remove carrier' }).click();
  await unsaved.getByRole('button', { name: 'Save' }).click();
  await console.expectNotice('Carriers saved');
  await expect(page.getByText('No carrier is set up yet.')).toBeVisible();
});

test('countries are allowed by name, and unsaved ones are asked about before leaving', async ({
  page,
}) => {
  const console = consoleSteps(page);
  await console.enter('/settings/carriers');
  await console.pick('Countries that texts and calls may go to', 'switz', 'Switzerland');
  await page.getByLabel('Most that texts and calls may cost in a day').fill('2500');
  await (await console.pages()).getByRole('link', { name: 'Roles', exact: true }).click();
  const leave = await console.dialog('Leave without saving?');
  await leave.getByRole('button', { name: 'Stay' }).click();
  await page
    .getByRole('region', { name: 'Unsaved changes' })
    .getByRole('button', { name: 'Save' })
    .click();
  await console.expectNotice('Carriers saved');
  await page.reload();
  await expect(page.getByLabel('Most that texts and calls may cost in a day')).toHaveValue('2500');
  await expect(
    page
      .getByRole('list', { name: 'Countries that texts and calls may go to' })
      .getByText('Switzerland'),
  ).toBeVisible();
});
