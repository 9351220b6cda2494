import type { Page } from '@playwright/test';
import { defaultLanguage, type Language, languages } from '../../src/locales/index.ts';
import type { Demo } from '../kit/demo.ts';
import { expect, test } from '../kit/e2e.ts';
import { ownMethodSteps } from '../kit/own-method-steps.ts';
import {
  expectAccessibleInBothSchemes,
  expectNoSidewaysScrollAt320,
  expectNoSidewaysScrollWithLargeText,
  phoneSize,
  takePictures,
} from '../kit/page-checks.ts';

// Every page in every language takes its time on a small machine.
test.describe.configure({ timeout: 240_000 });

const mostBytes = 15_000;
const enabled = ['email', 'app-code', 'recovery-codes', 'questions'];
const persons: Readonly<Record<string, string>> = {
  en: 'sofia.rossi',
  de: 'jonas.weber',
  ar: 'noor.rahman',
};

/** What the directory knows of a phone would leave nothing missing. */
function allowTexts(demo: Demo): Promise<void> {
  return demo.changePolicy((policy) => ({
    ...policy,
    methods: { ...policy.methods, text: { ...policy.methods['text'], enabled: true } },
  }));
}

async function prepare(demo: Demo): Promise<void> {
  await demo.setScope('all');
  await demo.changePolicy((policy) => ({
    ...policy,
    methodsRequired: 2,
    methods: Object.fromEntries(
      Object.entries(policy.methods).map(([id, settings]) => [
        id,
        { ...settings, enabled: enabled.includes(id) },
      ]),
    ),
  }));
}

/** Everything that must hold of any page, of the page that is shown now. */
function inspector(page: Page, language: Language) {
  let sizes: Promise<number>[] = [];
  page.on('request', (request) => {
    if (request.isNavigationRequest() && request.redirectedFrom() === null) sizes = [];
  });
  page.on('requestfinished', (request) => {
    sizes.push(request.sizes().then((size) => size.responseBodySize + size.responseHeadersSize));
  });
  return (name: string) =>
    test.step(`${name} in ${language.name}`, async () => {
      await page.waitForLoadState('load');
      const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
      expect(bytes).toBeLessThanOrEqual(mostBytes);
      await expect(page.locator('html')).toHaveAttribute('lang', language.code);
      await expectAccessibleInBothSchemes(page);
      await expectNoSidewaysScrollAt320(page);
      await expectNoSidewaysScrollWithLargeText(page);
      const devices = language === defaultLanguage ? undefined : phoneSize;
      await takePictures(page, `methods-${name}-${language.code}`, devices);
    });
}

async function open(page: Page, demo: Demo, language: Language) {
  await prepare(demo);
  const session = await page.context().newCDPSession(page);
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  await page.goto(`/?lang=${language.code}`);
  return {
    steps: ownMethodSteps(page, demo, language),
    inspect: inspector(page, language),
    person: persons[language.code] ?? '',
  };
}

for (const language of Object.values(languages)) {
  test.describe(language.name, () => {
    test('the pages that lead to a new method', async ({ page, demo }) => {
      const { steps, inspect, person } = await open(page, demo, language);
      const { registration: texts, press, expectTitle } = steps;
      const { actions, securityInfo } = steps.texts;

      await steps.signIn(person);
      await expectTitle(texts.setUp.title);
      await inspect('set-up');
      await press(texts.setUp.skip);
      await expectTitle(securityInfo.title);
      await inspect('list-empty');

      await page.getByRole('link', { name: texts.list.add }).click();
      await inspect('choose');
      await page.locator('#method-email').check();
      await press(actions.next);
      await expectTitle(texts.address.title);
      await press(actions.next);
      await expect(page.getByRole('alert')).toBeFocused();
      await inspect('address-error');
      await page.getByLabel(texts.address.label).fill(`own.${language.code}@mail.example`);
      await press(actions.next);
      await expectTitle(texts.address.codeTitle);
      await inspect('address-code');

      await allowTexts(demo);
      await steps.choose('text');
      await expectTitle(texts.number.title);
      await inspect('number');
    });

    test('what is shown to be kept, or to be chosen', async ({ page, demo }) => {
      const { steps, inspect, person } = await open(page, demo, language);
      const { registration: texts, press } = steps;
      await steps.signIn(person);
      await steps.choose('app-code');
      await page.getByText(texts.app.byHand).click();
      await inspect('app');
      await steps.choose('questions');
      await inspect('questions');
      await press(texts.questions.submit);
      await expect(page.getByRole('alert')).toBeFocused();
      await inspect('questions-errors');
      await steps.choose('recovery-codes');
      await inspect('codes');
      await page.emulateMedia({ media: 'print' });
      await expect(page.locator('.codes')).toBeVisible();
      await expect(page.getByLabel(texts.codes.proof)).toBeHidden();
    });

    test('the pages of what is there', async ({ page, demo }) => {
      const { steps, inspect, person } = await open(page, demo, language);
      const { registration: texts, press, expectTitle } = steps;
      await steps.signIn(person);
      await steps.registerApp('Ada Lovelace');
      await expectTitle(steps.texts.securityInfo.title);
      await inspect('list');
      await steps.open('Ada Lovelace');
      await inspect('one');
      await page.getByRole('link', { name: texts.one.remove }).click();
      await expectTitle(texts.one.removeTitle);
      await inspect('remove');

      await steps.moveClock(6 * 60);
      await page.goto('/security-info/add');
      await expectTitle(texts.prove.title);
      await inspect('prove');
      await press(language.methods.choices.email.label);
      await expectTitle(texts.prove.codeTitle);
      await inspect('prove-code');
    });

    test('the page that asks whether everything is right', async ({ page, demo }) => {
      const { steps, inspect, person } = await open(page, demo, language);
      const { registration: texts, press, expectTitle } = steps;
      await demo.changePolicy((policy) => ({ ...policy, methodsRequired: 1 }));
      await steps.signIn(person);
      await steps.moveClock(181 * 24 * 3600);
      await steps.signIn(person);
      await expectTitle(texts.setUp.confirmTitle);
      await inspect('confirm');
      await press(texts.list.confirm);
      await steps.expectSaid(texts.notices.confirmed);
    });
  });
}
