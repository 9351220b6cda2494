// The steps of a reset by each method that needs no device of its own, as one person of the demo makes them.
import { expect, type Page } from '@playwright/test';
import type { Demo } from './demo.ts';
import { ownMethodSteps } from './own-method-steps.ts';
import { allowMethods } from './portal-registration.ts';
import { totpCode } from './portal-session.ts';
import { portalSteps } from './portal-steps.ts';

export const username = 'tom.becker';
export const asked = [
  'email',
  'text',
  'voice-mobile',
  'voice-office',
  'app-code',
  'temporary-pass',
  'recovery-codes',
  'questions',
] as const;
export type MethodId = (typeof asked)[number];

/** Questions stand second only, as their settings have it. */
export const first = asked.filter((id) => id !== 'questions');

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

export async function moveOn(demo: Demo): Promise<void> {
  movedSeconds += hourAndMore;
  await demo.moveClock(hourAndMore);
}

export async function keptBy(page: Page, demo: Demo): Promise<Keepsakes> {
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
export async function codeAt(demo: Demo, to: RegExp, before: number): Promise<string> {
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
export async function passFor(demo: Demo, ...ids: MethodId[]): Promise<string> {
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
export async function prove(
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
export async function choose(page: Page, demo: Demo, id: string): Promise<void> {
  const { texts, press } = portalSteps(page, demo);
  const radio = page.locator(`#method-${id}`);
  if ((await radio.count()) === 0) return;
  await radio.check();
  await press(texts.actions.next);
}

export async function begin(page: Page, demo: Demo): Promise<void> {
  const { texts, press } = portalSteps(page, demo);
  await page.context().clearCookies();
  await page.goto('/reset');
  await page.getByLabel(texts.identify.label).fill(username);
  await press(texts.actions.next);
}

export async function allowOnly(
  demo: Demo,
  methodsRequired: 1 | 2,
  ...ids: string[]
): Promise<void> {
  await demo.changePolicy((policy) => ({
    ...policy,
    methodsRequired,
    methods: Object.fromEntries(
      Object.entries(policy.methods).map(([id, settings]) => [
        id,
        { ...settings, enabled: ids.includes(id) },
      ]),
    ),
  }));
}

export async function finish(page: Page, demo: Demo): Promise<void> {
  const steps = portalSteps(page, demo);
  await steps.expectTitle(steps.texts.password.title);
  await steps.choosePassword(`twelve-quiet-harbours-${movedSeconds}`);
  await steps.expectTitle(steps.texts.ended.doneTitle);
}
