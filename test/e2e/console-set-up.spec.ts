import { consoleSteps } from '../kit/console-steps.ts';
import { expect, test as base } from '../kit/e2e.ts';
import {
  expectAccessibleInBothSchemes,
  expectNoSidewaysScrollAt320,
  takePictures,
} from '../kit/page-checks.ts';
import { type Program, startProgram } from '../kit/program.ts';

/** A new installation, as `postern serve` starts it on an empty data folder. */
const test = base.extend<object, { readonly installation: Program }>({
  installation: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads the fixtures wanted from the pattern.
    async ({}, use) => {
      const installation = await startProgram(
        'serve',
        (lines) =>
          lines.at(-1)?.startsWith('(also in ') === true
            ? (/open (http\S+)\/admin\//.exec(lines.join('\n'))?.[1] ?? null)
            : null,
        {
          POSTERN_MAIL_HOST: '127.0.0.1',
          POSTERN_MAIL_PORT: '25',
          POSTERN_MAIL_SECURITY: 'none',
          POSTERN_MAIL_FROM: 'reset@contoso.example',
        },
      );
      await use(installation);
      await installation.stop();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ installation }, use) => {
    await use(installation.url);
  },
});

function tokenOf({ lines }: Program): string {
  const at = lines.findIndex((line) => line.startsWith('Set up Postern'));
  return lines[at + 1]?.trim() ?? '';
}

test('a new installation is set up once, with the token that its first start printed', async ({
  page,
  installation,
  watch,
}, { project }) => {
  watch.expectStatus(503);
  watch.expectStatus(400);
  watch.expectStatus(401);
  const console = consoleSteps(page);
  await page.goto('/admin/');
  await console.expectTitle('Set up Postern');
  await expectAccessibleInBothSchemes(page);
  await expectNoSidewaysScrollAt320(page);
  if (project.name === 'desktop') await takePictures(page, 'console-set-up');

  const field = (label: string) => page.getByLabel(label, { exact: true });
  const submit = page.getByRole('button', { name: 'Set up', exact: true });
  await submit.click();
  await expect(field('Set-up token')).toBeFocused();
  await field('Set-up token').fill('not-the-token-that-was-printed');
  await field('Name of the organisation').fill('Contoso');
  await field('Full name').fill('Ada Brandt');
  await field('Username').fill('ada.brandt');
  await field('E-mail address').fill('ada.brandt@contoso.example');
  await field('Password').fill('contoso');
  await field('Repeat the password').fill('something else');
  await submit.click();
  await expect(page.getByText('The two passwords differ.')).toBeVisible();
  await field('Repeat the password').fill('contoso');
  await submit.click();
  await expect(page.getByText(/This token is not valid|It is too short/).first()).toBeVisible();

  await field('Set-up token').fill(tokenOf(installation));
  await submit.click();
  await expect(page.getByText('It is too short.', { exact: false }).first()).toBeVisible();
  await field('Password').fill('violet-ferry-counts-nine-stars');
  await field('Repeat the password').fill('violet-ferry-counts-nine-stars');
  await submit.click();
  await console.expectTitle('Overview');
  await expect(page.getByRole('heading', { name: 'Password reset is off' })).toBeVisible();

  await page.goto('/admin/set-up');
  await expect(page.getByText('Postern is set up already.')).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('banner')).toContainText('Contoso');
});
