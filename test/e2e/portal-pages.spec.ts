import type { Page } from '@playwright/test';
import { people } from '../../src/server/demo/people.ts';
import { defaultLanguage, fillCounted, type Language, languages } from '../../src/locales/index.ts';
import type { Demo } from '../kit/demo.ts';
import { expect, test, type Watch } from '../kit/e2e.ts';
import {
  expectAccessibleInBothSchemes,
  expectNoSidewaysScrollAt320,
  expectNoSidewaysScrollWithLargeText,
  phoneSize,
  tabTo,
  takePictures,
} from '../kit/page-checks.ts';
import { type PortalSteps, portalSteps } from '../kit/portal-steps.ts';

// Every page in every language takes its time on a small machine.
test.describe.configure({ timeout: 240_000 });

const newPassword = 'four-kettles-under-one-umbrella';
const mostBytes = 15_000;

interface Scene {
  readonly page: Page;
  readonly demo: Demo;
  readonly watch: Watch;
  readonly portal: PortalSteps;
  /** Everything that must hold of any page, of the page that is shown now. */
  readonly inspect: (name: string) => Promise<void>;
}

/** Whoever comes here has nothing cached, so that all that a page loads is counted with it. */
async function open(page: Page, demo: Demo, watch: Watch, language: Language): Promise<Scene> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const weigh = weighPages(page);
  await page.goto(`/?lang=${language.code}`);
  return {
    page,
    demo,
    watch,
    portal: portalSteps(page, demo, language),
    async inspect(name) {
      await test.step(`${name} in ${language.name}`, async () => {
        const bytes = await weigh();
        expect(bytes).toBeGreaterThan(1000);
        expect(bytes).toBeLessThanOrEqual(mostBytes);
        await expect(page.locator('html')).toHaveAttribute('lang', language.code);
        await expect(page.locator('html')).toHaveAttribute('dir', language.dir);
        await expect(page).toHaveTitle(/ – Contoso$/);
        await expectAccessibleInBothSchemes(page);
        await expectNoSidewaysScrollAt320(page);
        await expectNoSidewaysScrollWithLargeText(page);
        const sizes = language === defaultLanguage ? undefined : phoneSize;
        await takePictures(page, `portal-${name}-${language.code}`, sizes);
      });
    },
  };
}

/** Sums up what came over the wire for the page that is shown, redirects on the way to it included. */
function weighPages(page: Page): () => Promise<number> {
  let sizes: Promise<number>[] = [];
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.redirectedFrom() === null) sizes = [];
  });
  page.on('requestfinished', (request) => {
    sizes.push(
      request
        .sizes()
        .then(
          ({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize,
        ),
    );
  });
  return async () => {
    await page.waitForLoadState('load');
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  };
}

async function expectFocusOnProblems(page: Page): Promise<void> {
  await expect(page.getByRole('alert')).toBeFocused();
}

async function expectFields(page: Page, tokens: Readonly<Record<string, string>>): Promise<void> {
  const found = await page
    .locator('input:not([type="hidden"])')
    .evaluateAll((inputs) =>
      Object.fromEntries(
        inputs.map((input) => [input.getAttribute('name'), input.getAttribute('autocomplete')]),
      ),
    );
  expect(found).toEqual(tokens);
}

const newPasswordFields = { password: 'new-password', confirmation: 'new-password' };

for (const language of Object.values(languages)) {
  test.describe(language.name, () => {
    test('the pages that need nobody', async ({ page, demo, watch }) => {
      await demo.setScope('none');
      const { portal, inspect } = await open(page, demo, watch, language);
      const { texts } = portal;
      await portal.expectTitle(texts.home.title);
      await inspect('home');
      await page.goto('/help');
      await portal.expectTitle(texts.help.title);
      await inspect('help');
      await page.goto('/reset');
      await portal.expectTitle(texts.notOffered.title);
      await inspect('reset-off');
      await page.goto('/not-me?token=aaaaaaaaaaaaaaaaaaaaaaaa');
      await portal.expectTitle(texts.notMe.unknownTitle);
      await inspect('not-me-unknown');
      watch.expectStatus(404);
      await page.goto('/no/such/page');
      await portal.expectTitle(texts.errorPages.notFoundTitle);
      await inspect('error-not-found');
      await page.goto('/?lang=xx');
      await portal.expectTitle(texts.home.title);
      await inspect('home-in-an-unknown-language');
    });

    test('a reset, from the name to the new password', async ({ page, demo, watch }) => {
      await demo.setScope('all');
      const { portal, inspect } = await open(page, demo, watch, language);
      const { texts } = portal;
      const person = { en: 'tom.becker', de: 'mia.schulz', ar: 'omar.haddad' }[language.code] ?? '';

      await page.goto('/reset');
      await portal.expectTitle(texts.identify.title);
      await expectFields(page, { identifier: 'username' });
      await inspect('reset-identify');
      await portal.press(texts.actions.next);
      await expectFocusOnProblems(page);
      await inspect('reset-identify-error');

      const code = await portal.askForCode(person);
      await expectFields(page, { code: 'one-time-code' });
      await inspect('reset-code');
      await page.getByText(texts.proving.nothingCame).click();
      await inspect('reset-code-advice');
      await portal.enterCode('00000000');
      await expectFocusOnProblems(page);
      await inspect('reset-code-error');
      await page.goto('/reset');
      await expect(page.getByRole('link', { name: texts.identify.goOn })).toBeVisible();
      await inspect('reset-identify-under-way');
      await page.getByRole('link', { name: texts.identify.goOn }).click();

      await portal.enterCode(code);
      await portal.expectTitle(texts.password.title);
      await expectFields(page, newPasswordFields);
      await inspect('reset-password');
      await portal.choosePassword('contoso');
      await expectFocusOnProblems(page);
      await inspect('reset-password-errors');
      await page.getByLabel(texts.password.label, { exact: true }).fill(newPassword);
      await page.getByLabel(texts.password.again, { exact: true }).fill('four-kettles-over');
      await page.getByLabel(texts.password.label, { exact: true }).focus();
      await expect(page.getByText(texts.password.notSame)).toBeVisible();
      await inspect('reset-password-typed');

      const before = await demo.mailCount();
      await portal.choosePassword(newPassword);
      await portal.expectTitle(texts.ended.doneTitle);
      await inspect('reset-done');

      const { text } = await demo.mailTo(person, before, /\/not-me\?token=/);
      await page.goto(/http\S+\/not-me\?token=\S+/.exec(text)?.[0] ?? '');
      await portal.expectTitle(texts.notMe.title);
      await inspect('not-me');
      await portal.press(texts.notMe.submit);
      await portal.expectTitle(texts.notMe.reportedTitle);
      await inspect('not-me-reported');
    });

    test('a reset that ends early', async ({ page, demo, watch }) => {
      await demo.setScope('all');
      const { portal, inspect } = await open(page, demo, watch, language);
      const { texts } = portal;

      await portal.identify('grace.okoye');
      await portal.press(texts.actions.cancel);
      await portal.expectTitle(texts.ended.cancelledTitle);
      await inspect('reset-cancelled');

      await portal.prove('grace.okoye');
      await demo.setScope('none');
      await portal.choosePassword(newPassword);
      await portal.expectTitle(texts.ended.notEligibleTitle);
      await inspect('reset-not-eligible');
      await demo.setScope('all');

      await portal.identify('grace.okoye');
      await demo.moveClock(31);
      await portal.press(texts.proving.resend);
      await expect(page.getByText(texts.notices.codeSent)).toBeVisible();
      await inspect('reset-code-sent-again');
      await demo.moveClock(16 * 60);
      await page.reload();
      await portal.expectTitle(texts.ended.expiredTitle);
      await inspect('reset-expired');

      watch.expectStatus(400);
      await portal.identify('grace.okoye');
      await page.context().clearCookies({ name: 'postern-visit' });
      await portal.enterCode('00000000');
      await portal.expectTitle(texts.cookies.title);
      await inspect('cookies-missing');

      await demo.changePolicy((policy) => ({
        ...policy,
        limits: { ...policy.limits, 'failed-proofs-per-identifier': 5 },
      }));
      await portal.identify(`nobody.${language.code}`);
      for (let attempt = 1; attempt < 5; attempt += 1) {
        await portal.enterCode('00000000');
        await expect(page.getByRole('alert')).toContainText(texts.proving.wrong);
      }
      await portal.enterCode('00000000');
      await portal.expectTitle(texts.ended.blockedTitle);
      await inspect('reset-blocked');
    });

    test('the pages of somebody who signs in', async ({ page, demo, watch }) => {
      const { portal, inspect } = await open(page, demo, watch, language);
      const { texts } = portal;
      const username =
        { en: 'sofia.rossi', de: 'jonas.weber', ar: 'noor.rahman' }[language.code] ?? '';
      const password = people.find((one) => one.username === username)?.password ?? '';

      await page.goto('/sign-in');
      await expectFields(page, { identifier: 'username', password: 'current-password' });
      await inspect('sign-in');
      await portal.signIn(username, 'not the password');
      await expectFocusOnProblems(page);
      await inspect('sign-in-error');
      await portal.signIn(username, password);
      await portal.expectTitle(texts.securityInfo.title);
      await inspect('security-info');

      await page.getByRole('link', { name: texts.securityInfo.change }).click();
      await portal.expectTitle(texts.change.title);
      await expectFields(page, { current: 'current-password', ...newPasswordFields });
      await inspect('change');
      await page.getByLabel(texts.change.current, { exact: true }).fill(password);
      await portal.choosePasswordAt(texts.change.submit, 'contoso');
      await expectFocusOnProblems(page);
      await expect(page.getByRole('alert')).toContainText(
        fillCounted(language, texts.password.tooShort, 15, {}),
      );
      await inspect('change-errors');
      await page.getByLabel(texts.change.current, { exact: true }).fill(password);
      await portal.choosePasswordAt(texts.change.submit, newPassword);
      await portal.expectTitle(texts.change.doneTitle);
      await inspect('change-done');
    });
  });
}

test('the whole journey can be made with a keyboard alone', async ({ page, demo }) => {
  await demo.setScope('all');
  const { texts, expectTitle } = portalSteps(page, demo);
  const before = await demo.mailCount();
  await page.goto('/');
  await tabTo(page, page.getByRole('link', { name: texts.home.forgot }));
  await page.keyboard.press('Enter');
  await expectTitle(texts.identify.title);

  await tabTo(page, page.getByLabel(texts.identify.label));
  await page.keyboard.press('Enter');
  await expectFocusOnProblems(page);
  await tabTo(page, page.getByRole('link', { name: texts.identify.empty }));
  await page.keyboard.press('Enter');
  await expect(page.getByLabel(texts.identify.label)).toBeFocused();
  await page.keyboard.type('lena.fischer');
  await tabTo(page, page.getByRole('button', { name: texts.actions.next }));
  await page.keyboard.press('Enter');
  await expectTitle(texts.proving.title);

  await tabTo(page, page.getByText(texts.proving.nothingCame));
  await page.keyboard.press('Enter');
  await expect(page.getByText(texts.proving.adviceWait)).toBeVisible();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(page.getByLabel(texts.proving.label)).toBeFocused();
  await page.keyboard.type(await demo.codeFor('lena.fischer', before));
  await page.keyboard.press('Enter');
  await expectTitle(texts.password.title);

  await tabTo(page, page.getByLabel(texts.password.label, { exact: true }));
  await page.keyboard.type(newPassword);
  await tabTo(page, page.getByLabel(texts.password.again, { exact: true }));
  await page.keyboard.type(newPassword);
  await tabTo(page, page.getByRole('button', { name: texts.actions.showPasswords }));
  await page.keyboard.press('Enter');
  await expect(page.getByLabel(texts.password.label, { exact: true })).toHaveAttribute(
    'type',
    'text',
  );
  await tabTo(page, page.getByRole('button', { name: texts.password.submit }));
  await page.keyboard.press('Enter');
  await expectTitle(texts.ended.doneTitle);
});

test('the first press of Tab offers to skip to the content', async ({ page, demo }) => {
  const { texts } = portalSteps(page, demo);
  await page.goto('/help');
  await page.keyboard.press('Tab');
  const skip = page.getByRole('link', { name: texts.frame.skip });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
});
