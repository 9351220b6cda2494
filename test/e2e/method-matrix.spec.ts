// A reset in the browser by every method that needs no device of its own, and by every pair of two classes.
// Passkeys and other devices have files of their own; the same matrix over all methods, without a browser, is in
// test/integration/method-matrix.test.ts.
import type { Page } from '@playwright/test';
import { defaultLanguage } from '../../src/locales/index.ts';
import { methods } from '../../src/methods/index.ts';
import type { Demo } from '../kit/demo.ts';
import { expect, test } from '../kit/e2e.ts';
import { ownMethodSteps } from '../kit/own-method-steps.ts';
import { allowMethods } from '../kit/portal-registration.ts';
import { totpCode } from '../kit/portal-session.ts';
import { portalSteps } from '../kit/portal-steps.ts';

test.describe.configure({ timeout: 120_000 });

const username = 'tom.becker';
const asked = [
  'email',
  'text',
  'voice-mobile',
  'voice-office',
  'app-code',
  'temporary-pass',
  'recovery-codes',
  'questions',
] as const;
type MethodId = (typeof asked)[number];

const classOf = (id: MethodId) => methods.get(id)?.methodClass;
const pairs = asked.flatMap((one, index) =>
  asked
    .slice(index + 1)
    .filter((other) => classOf(other) !== classOf(one))
    .map((other) => [one, other] as const),
);
/** Questions stand second only, as their settings have it. */
const first = asked.filter((id) => id !== 'questions');

const hourAndMore = 61 * 60;
const longCode = /\b(\d{6,8})\b/;

/** What Tom keeps: made at the first test that needs it, in the demo of this file. */
interface Keepsakes {
  readonly seed: string;
  readonly codes: string[];
  readonly answers: ReadonlyMap<string, string>;
}
const keepsakes = new WeakMap<Demo, Keepsakes>();
let movedSeconds = 0;

async function moveOn(demo: Demo): Promise<void> {
  movedSeconds += hourAndMore;
  await demo.moveClock(hourAndMore);
}

async function keptBy(page: Page, demo: Demo): Promise<Keepsakes> {
  const known = keepsakes.get(demo);
  if (known !== undefined) return known;
  movedSeconds = 0;
  await allowMethods(demo, asked, 1);
  const steps = ownMethodSteps(page, demo);
  const { registration } = steps;
  await steps.signIn(username);
  await steps.choose('app-code');
  const seed = ((await page.locator('.key').textContent()) ?? '').replaceAll(/\s/g, '');
  await page.getByLabel(registration.app.code).fill(totpCode(seed, Date.now()));
  await steps.press(registration.confirming.submit);
  await steps.expectTitle(steps.texts.securityInfo.title);
  await steps.choose('recovery-codes');
  const codes = await page.locator('.codes li').allTextContents();
  await page.getByLabel(registration.codes.proof).fill(codes[0] ?? '');
  await steps.press(registration.confirming.submit);
  await steps.expectTitle(steps.texts.securityInfo.title);
  await steps.choose('questions');
  const given = ['a grey heron', 'two green doors', 'three old maps', 'four kettles', 'lanterns'];
  const questions = await page.locator('select').first().locator('option').allTextContents();
  await steps.answerQuestions(given);
  await steps.expectTitle(steps.texts.securityInfo.title);
  const answers = new Map(given.map((answer, index) => [questions[index + 1] ?? '', answer]));
  const made = { seed, codes, answers };
  keepsakes.set(demo, made);
  return made;
}

/** The newest message whose addressee is this one. */
async function codeAt(demo: Demo, to: RegExp, before: number): Promise<string> {
  let found = '';
  await expect
    .poll(async () => {
      const response = await fetch(`${demo.url}/demo/mailbox.json`);
      const all = (await response.json()) as { to: string; text: string }[];
      const mail = all.slice(0, all.length - before).find((one) => to.test(one.to));
      found = longCode.exec((mail?.text ?? '').replaceAll(/(?<=\d)[,.]? (?=\d\b)/g, ''))?.[1] ?? '';
      return found;
    })
    .not.toBe('');
  return found;
}

/** A pass counts for a reset that is started after it was issued. */
async function passFor(demo: Demo, ...ids: MethodId[]): Promise<string> {
  if (!ids.includes('temporary-pass')) return '';
  const api = await demo.asAdministrator();
  const path = `${await demo.userPath(username)}/temporary-pass`;
  const { code } = await api.ok<{ code: string }>('POST', path, { caseReference: 'CASE-1' });
  return code;
}

const addressees: Readonly<Partial<Record<MethodId, RegExp>>> = {
  email: /^tom\.becker@home/,
  text: /^\+14255550113/,
  'voice-mobile': /^\+14255550113/,
  'voice-office': /^\+442079460113/,
};

/** Gives the right answer on the page that asks for it. */
async function prove(
  page: Page,
  demo: Demo,
  id: MethodId,
  { before, pass }: { readonly before: number; readonly pass: string },
): Promise<void> {
  const kept = await keptBy(page, demo);
  const { texts, press } = portalSteps(page, demo);
  if (id === 'questions') {
    for (const [question, answer] of kept.answers) {
      const field = page.getByLabel(question, { exact: true });
      if ((await field.count()) > 0) await field.fill(answer);
    }
  } else {
    const to = addressees[id];
    const code =
      to !== undefined
        ? await codeAt(demo, to, before)
        : id === 'app-code'
          ? totpCode(kept.seed, Date.now() + movedSeconds * 1000)
          : id === 'temporary-pass'
            ? pass
            : (kept.codes.pop() ?? '');
    await page.locator('#code').fill(code);
  }
  await press(texts.actions.next);
}

/** Chooses one way where there is a choice: a single one is chosen already. */
async function choose(page: Page, demo: Demo, id: MethodId): Promise<void> {
  const { texts, press } = portalSteps(page, demo);
  const radio = page.locator(`#method-${id}`);
  if ((await radio.count()) === 0) return;
  await radio.check();
  await press(texts.actions.next);
}

async function begin(page: Page, demo: Demo): Promise<void> {
  const { texts, press } = portalSteps(page, demo);
  await page.context().clearCookies();
  await page.goto('/reset');
  await page.getByLabel(texts.identify.label).fill(username);
  await press(texts.actions.next);
}

async function allowOnly(demo: Demo, methodsRequired: 1 | 2, ...ids: MethodId[]): Promise<void> {
  await demo.changePolicy((policy) => ({
    ...policy,
    methodsRequired,
    methods: Object.fromEntries(
      Object.entries(policy.methods).map(([id, settings]) => [
        id,
        { ...settings, enabled: (ids as readonly string[]).includes(id) },
      ]),
    ),
  }));
}

async function finish(page: Page, demo: Demo): Promise<void> {
  const steps = portalSteps(page, demo);
  await steps.expectTitle(steps.texts.password.title);
  await steps.choosePassword(`twelve-quiet-harbours-${movedSeconds}`);
  await steps.expectTitle(steps.texts.ended.doneTitle);
}

test.beforeEach(async ({ page, demo }) => {
  await keptBy(page, demo);
  // What was counted an hour ago, and an app's step that was used, are of no more account.
  await moveOn(demo);
});

for (const id of first) {
  test(`resets a password by ${id}`, async ({ page, demo }) => {
    await allowOnly(demo, 1, id);
    const pass = await passFor(demo, id);
    const before = await demo.mailCount();
    await begin(page, demo);
    await choose(page, demo, id);
    await prove(page, demo, id, { before, pass });
    await finish(page, demo);
  });
}

for (const [one, other] of pairs) {
  test(`resets a password by ${one} and then ${other}`, async ({ page, demo }) => {
    await allowOnly(demo, 2, one, other);
    const pass = await passFor(demo, one, other);
    const before = await demo.mailCount();
    await begin(page, demo);
    await choose(page, demo, one);
    await prove(page, demo, one, { before, pass });
    const { texts, expectTitle } = portalSteps(page, demo);
    await expectTitle(texts.choosing.secondTitle);
    const between = await demo.mailCount();
    await choose(page, demo, other);
    await prove(page, demo, other, { before: between, pass });
    await finish(page, demo);
  });
}

test('says the same of every method before the first proof, whoever it is', async ({
  page,
  demo,
}) => {
  await allowOnly(demo, 1, 'email', 'text', 'app-code', 'recovery-codes');
  await begin(page, demo);
  const known = await page.locator('main').innerText();
  await page.context().clearCookies();
  await page.goto('/reset');
  const { texts, press } = portalSteps(page, demo);
  await page.getByLabel(texts.identify.label).fill('nobody.at.all');
  await press(texts.actions.next);
  const reference = /[A-Z0-9]{4}-[A-Z0-9]{4}/g;
  const unknown = await page.locator('main').innerText();
  expect(unknown.replaceAll(reference, '')).toBe(known.replaceAll(reference, ''));
  expect(known).toContain(defaultLanguage.methods.choices['app-code'].label);
});
