import { readFileSync } from 'node:fs';
import { consoleSteps } from '../kit/console-steps.ts';
import { expect, test } from '../kit/e2e.ts';
import { expectAccessible, takePictures } from '../kit/page-checks.ts';

test.describe.configure({ timeout: 120_000 });

const csv = (...lines: readonly string[]) => ({
  name: 'contacts.csv',
  mimeType: 'text/csv',
  buffer: Buffer.from([...lines, ''].join('\r\n')),
});

test('contact details come from a file after a dry run that names every bad row', async ({
  page,
}) => {
  const console = consoleSteps(page);
  await console.enter('/users');
  await page.getByRole('button', { name: 'Register contact details' }).click();
  await console.expectTitle('Register contact details');
  const input = page.locator('input[type="file"]');
  const heading = 'username,mobile,alternateMail';
  const good = 'tom.becker,+49 151 12345678,tom@home.example';
  await input.setInputFiles(
    csv(heading, good, 'lena.fischer,0151 1234567,', 'nobody,,a@b.example'),
  );
  await expect(page.getByText('2 rows are bad.')).toBeVisible();
  const rows = page.getByRole('table', { name: 'bad rows' }).getByRole('row');
  await expect(rows.nth(1)).toContainText(/2\s*mobile/);
  await expect(rows.nth(2)).toContainText(/3\s*username/);
  await expectAccessible(page);
  await takePictures(page, 'console-contacts-bad');

  await page.getByRole('button', { name: 'Choose another file' }).click();
  await input.setInputFiles(csv(heading, good));
  await expect(page.getByText(/They can be used for a reset from/)).toBeVisible();
  await expect(
    page.getByText(/No authentication method is enabled that uses: mobile/),
  ).toBeVisible();
  await expectAccessible(page);
  await takePictures(page, 'console-contacts-good');
  await page.getByRole('button', { name: 'Register 2 contacts' }).click();
  await expect(page.getByRole('heading', { name: 'Imported' })).toBeVisible();

  await page.getByRole('link', { name: 'Go to the users' }).click();
  await page.getByRole('link', { name: 'Tom Becker' }).click();
  const panel = await console.dialog('Tom Becker');
  await expect(panel).toContainText('•••• 5678');
  await expect(panel).toContainText('t•••@home.example');
});

test('a campaign is tried out, started, paused and stopped', async ({ page, demo, watch }) => {
  // A time zone that there is not.
  watch.expectStatus(400);
  await demo.setScope('all');
  const console = consoleSteps(page);
  await console.enter('/password-reset/registration');
  await page.getByRole('link', { name: 'Open the registration campaign' }).click();
  await console.expectTitle('Registration campaign');

  await page.getByLabel('Time zone').fill('Europe/Atlantis');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Some settings cannot be saved.')).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Time zone').fill('Europe/Berlin');
  await page.getByLabel('Quiet from').fill('00:00');
  await page.getByLabel('Quiet until').fill('00:00');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await console.expectNotice('Campaign settings saved');

  await page.getByRole('button', { name: 'Show who would get a mail' }).click();
  await expect(page.getByText(/would get a mail now\.$/)).toBeVisible();
  await expectAccessible(page);
  await takePictures(page, 'console-campaign-dry-run');

  await page.getByRole('button', { name: 'Start…' }).click();
  const asking = await console.dialog('Start the campaign');
  await expect(asking).toContainText(/would get a mail now/);
  await takePictures(page, 'console-campaign-start');
  await asking.getByRole('button', { name: 'Start the campaign' }).click();
  await console.expectNotice('Campaign started');
  await expect(page.getByText('Running', { exact: true })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Progress' })).toBeVisible();
  await expectAccessible(page);
  await takePictures(page, 'console-campaign-running');

  await page.getByRole('button', { name: 'Pause' }).click();
  await console.expectNotice('Campaign paused');
  await page.getByRole('button', { name: 'Go on' }).click();
  await console.expectNotice('Campaign goes on');
  await page.getByRole('button', { name: 'Stop…' }).click();
  const stopping = await console.dialog('Stop the campaign?');
  await stopping.getByRole('button', { name: 'Stop the campaign' }).click();
  await console.expectNotice('Campaign stopped');
  await expect(page.getByText('Stopped', { exact: true })).toBeVisible();
});

test('the data of a person are handed out, and erased for good', async ({ page }) => {
  const console = consoleSteps(page);
  await console.enter('/users');
  await page.getByRole('button', { name: 'Add user' }).click();
  const form = await console.dialog('Add a user');
  await form.getByLabel('Full name').fill('Nora Lindt');
  await form.getByLabel('Username').fill('nora.lindt');
  await form.getByRole('button', { name: 'Add user' }).click();
  const panel = await console.dialog('Nora Lindt');

  const saved = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Export as JSON' }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe('personal-data-nora.lindt.json');
  const path = await download.path();
  expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
    profile: { username: 'nora.lindt' },
    events: [expect.objectContaining({ type: 'user.created' })],
  });

  await panel.getByRole('button', { name: 'Erase…' }).click();
  const asking = await console.dialog('Erase the data of Nora Lindt?');
  await expectAccessible(page);
  await takePictures(page, 'console-erase');
  await asking.getByRole('button', { name: 'Erase for good' }).click();
  await console.expectNotice('Erased. The audit logs say');
  await expect(page.getByRole('link', { name: 'Nora Lindt' })).toHaveCount(0);
  await page.goto('/admin/audit-logs?search=nora');
  await expect(page.getByText('nora.lindt')).toHaveCount(0);
  await page.goto('/admin/audit-logs?search=erased-');
  await expect(page.getByRole('link', { name: 'Data of a person erased' })).toBeVisible();
});
