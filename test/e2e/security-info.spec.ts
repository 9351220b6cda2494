import { defaultLanguage, fillCounted } from '../../src/locales/index.ts';
import { expect, test } from '../kit/e2e.ts';
import { codeAt } from '../kit/matrix-steps.ts';
import { ownMethodSteps } from '../kit/own-method-steps.ts';

test.describe.configure({ timeout: 120_000 });

const { registration: texts } = defaultLanguage;
const phones = {
  text: ['jonas.weber', '+1 425 555 0199'],
  'voice-mobile': ['noor.rahman', '+1 425 555 0199'],
  // The directory's own number: nobody makes another phone their office phone.
  'voice-office': ['tom.becker', '+44 20 7946 0113'],
} as const;
const enabled = ['email', 'app-code', 'recovery-codes', 'questions'];

test.beforeEach(async ({ demo }) => {
  await demo.setScope('all');
  await demo.changePolicy((policy) => ({
    ...policy,
    methodsRequired: 1,
    methods: Object.fromEntries(
      Object.entries(policy.methods).map(([id, settings]) => [
        id,
        { ...settings, enabled: enabled.includes(id) },
      ]),
    ),
  }));
});

test('an app is registered, named, preferred and removed', async ({ page, demo }) => {
  const steps = ownMethodSteps(page, demo);
  await steps.signIn('tom.becker');
  await steps.expectTitle(steps.texts.securityInfo.title);
  await expect(page.getByText(texts.list.none)).toBeVisible();
  await steps.registerApp('My phone');
  await steps.expectTitle(steps.texts.securityInfo.title);
  await steps.expectSaid(texts.notices.registeredWaiting);

  await steps.open('My phone');
  await page.getByLabel(texts.one.name).fill('');
  await steps.press(texts.one.rename);
  await expect(page.getByRole('alert')).toBeVisible();
  await page.getByLabel(texts.one.name).fill('Work phone');
  await steps.press(texts.one.rename);
  await steps.expectSaid(texts.notices.renamed);

  await steps.open('Work phone');
  await steps.press(texts.one.makeDefault);
  await expect(page.getByText(texts.list.isDefault)).toBeVisible();

  await steps.open('Work phone');
  await page.getByRole('link', { name: texts.one.remove }).click();
  await steps.expectTitle(texts.one.removeTitle);
  await page.getByRole('link', { name: texts.one.keep }).click();
  await page.getByRole('link', { name: texts.one.remove }).click();
  await steps.press(texts.one.removeSubmit);
  await steps.expectSaid(texts.notices.removed);
  await expect(page.getByText(texts.list.none)).toBeVisible();
});

test('a mailbox is registered with the code that comes there', async ({ page, demo }) => {
  const steps = ownMethodSteps(page, demo);
  await steps.signIn('mia.schulz');
  await steps.choose('email');
  await page.getByLabel(texts.address.label).fill('mia.private');
  await steps.press(steps.texts.actions.next);
  await expect(page.getByRole('alert')).toBeVisible();
  await expect(page.getByLabel(texts.address.label)).toHaveValue('mia.private');
  const before = await demo.mailCount();
  await page.getByLabel(texts.address.label).fill('mia.private@mail.example');
  await steps.press(steps.texts.actions.next);
  await steps.expectTitle(texts.address.codeTitle);
  await page.getByLabel(texts.address.codeLabel).fill('00000000');
  await steps.press(texts.confirming.submit);
  await expect(page.getByRole('alert')).toContainText(
    fillCounted(defaultLanguage, texts.confirming.triesLeft, 4, {}),
  );
  await page.getByLabel(texts.address.codeLabel).fill(await demo.codeFor('mia.private', before));
  await steps.press(texts.confirming.submit);
  await steps.expectSaid(texts.notices.registeredWaiting);
  await expect(page.getByText('m•••@mail.example')).toBeVisible();
});

for (const [methodId, [username, number]] of Object.entries(phones)) {
  test(`a number is registered with the code that comes there, by ${methodId}`, async ({
    page,
    demo,
  }) => {
    await demo.changePolicy((policy) => ({
      ...policy,
      methods: { ...policy.methods, [methodId]: { ...policy.methods[methodId], enabled: true } },
    }));
    const steps = ownMethodSteps(page, demo);
    await steps.signIn(username);
    await steps.choose(methodId as keyof typeof phones);
    await page.getByLabel(texts.number.label).fill('12');
    await steps.press(steps.texts.actions.next);
    await expect(page.getByRole('alert')).toBeVisible();
    const before = await demo.mailCount();
    await page.getByLabel(texts.number.label).fill(number);
    await steps.press(steps.texts.actions.next);
    await steps.expectTitle(texts.number.codeTitle);
    const to = new RegExp(`^\\+${number.replaceAll(/\D/g, '')}`);
    const code = await codeAt(demo, to, before);
    await page.getByLabel(texts.number.codeLabel).fill(code);
    await steps.press(texts.confirming.submit);
    await steps.expectSaid(texts.notices.registeredWaiting);
  });
}

test('recovery codes are shown once and proved to be readable', async ({ page, demo }) => {
  const steps = ownMethodSteps(page, demo);
  await steps.signIn('omar.haddad');
  await steps.choose('recovery-codes');
  await steps.expectTitle(texts.codes.title);
  const codes = await page.locator('.codes li').allTextContents();
  expect(new Set(codes).size).toBe(10);
  await page.getByLabel(texts.codes.proof).fill(codes[3] ?? '');
  const shownAt = page.url();
  await steps.press(texts.confirming.submit);
  await steps.expectSaid(texts.notices.registeredWaiting);
  await page.goto(shownAt);
  await steps.expectTitle(texts.choose.title);
  await expect(page.locator('body')).not.toContainText(codes[3] ?? 'none');
});

test('questions are chosen and answered on one page', async ({ page, demo }) => {
  const steps = ownMethodSteps(page, demo);
  await steps.signIn('grace.okoye');
  await steps.choose('questions');
  await steps.expectTitle(texts.questions.title);
  await steps.answerQuestions(['ab', 'two green doors', 'x', 'four kettles', 'five lanterns']);
  await expect(page.getByRole('alert')).toBeVisible();
  await steps.answerQuestions([
    'one grey heron',
    'two green doors',
    'three old maps',
    'four kettles',
    'five lanterns',
  ]);
  await steps.expectSaid(texts.notices.registeredWaiting);
});

test('who they are is proved again after five minutes, and an older method vouches', async ({
  page,
  demo,
}) => {
  const steps = ownMethodSteps(page, demo);
  await steps.signIn('sofia.rossi');
  await steps.moveClock(6 * 60);
  await page.getByRole('link', { name: texts.list.add }).click();
  await steps.expectTitle(texts.prove.title);
  await page.getByLabel(texts.prove.passwordLabel, { exact: true }).fill('not the password');
  await steps.press(steps.texts.actions.next);
  await expect(page.getByRole('alert')).toContainText(texts.prove.wrongPassword);

  const before = await demo.mailCount();
  await steps.press(defaultLanguage.methods.choices.email.label);
  await steps.expectTitle(texts.prove.codeTitle);
  await page.getByLabel(texts.prove.codeLabel).fill(await demo.codeFor('sofia.rossi', before));
  await steps.press(steps.texts.actions.next);
  await steps.expectTitle(texts.choose.title);
  await page.locator('#method-recovery-codes').check();
  await steps.press(steps.texts.actions.next);
  const [code] = await page.locator('.codes li').allTextContents();
  await page.getByLabel(texts.codes.proof).fill(code ?? '');
  await steps.press(texts.confirming.submit);
  await steps.expectSaid(texts.notices.registered);
});

test('a sign-in asks for what is missing, and lets it be put off three times', async ({
  page,
  demo,
}) => {
  const steps = ownMethodSteps(page, demo);
  await demo.changePolicy((policy) => ({ ...policy, methodsRequired: 2 }));
  for (let left = 3; left > 0; left -= 1) {
    await steps.signIn('lena.fischer');
    await steps.expectTitle(texts.setUp.title);
    await expect(
      page.getByText(fillCounted(defaultLanguage, texts.setUp.skipsLeft, left, {})),
    ).toBeVisible();
    await steps.press(texts.setUp.skip);
    await steps.expectTitle(steps.texts.securityInfo.title);
  }
  await steps.signIn('lena.fischer');
  await expect(page.getByText(texts.setUp.required)).toBeVisible();
  await page.getByRole('button', { name: texts.names['app-code'] }).click();
  await steps.expectTitle(texts.app.title);
});
