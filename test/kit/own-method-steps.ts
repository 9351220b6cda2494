import { expect, type Page } from '@playwright/test';
import { people } from '../../src/server/demo/people.ts';
import { defaultLanguage, fill, type Language } from '../../src/locales/index.ts';
import type { Demo } from './demo.ts';
import { totpCode } from './portal-session.ts';
import { portalSteps } from './portal-steps.ts';

/** How far the clock of a demo was moved by these steps: an authenticator app has to agree with it. */
const movedSeconds = new WeakMap<Demo, number>();

/** What a person does with their own methods, in the words of the pages. */
export function ownMethodSteps(page: Page, demo: Demo, language: Language = defaultLanguage) {
  const portal = portalSteps(page, demo, language);
  const texts = language.registration;
  const { expectTitle, press } = portal;

  /** A new session; the browser may have another. */
  async function signIn(username: string): Promise<void> {
    const password = people.find((one) => one.username === username)?.password ?? '';
    await portal.signIn(username, password);
  }

  async function choose(methodId: keyof typeof texts.names): Promise<void> {
    await page.goto('/security-info');
    await page.getByRole('link', { name: texts.list.add }).click();
    await expectTitle(texts.choose.title);
    await page.locator(`#method-${methodId}`).check();
    await press(language.portal.actions.next);
  }

  /** The code the app would show now, from the key that the page gives to be typed. */
  async function appCode(): Promise<string> {
    const key = (await page.locator('.key').textContent()) ?? '';
    const moved = (movedSeconds.get(demo) ?? 0) * 1000;
    return totpCode(key.replaceAll(/\s/g, ''), Date.now() + moved);
  }

  return {
    ...portal,
    registration: texts,
    signIn,
    choose,
    appCode,
    async moveClock(seconds: number) {
      await demo.moveClock(seconds);
      movedSeconds.set(demo, (movedSeconds.get(demo) ?? 0) + seconds);
    },
    async registerApp(name: string) {
      await choose('app-code');
      await expectTitle(texts.app.title);
      await page.getByLabel(texts.app.code).fill(await appCode());
      await page.getByLabel(texts.app.name).fill(name);
      await press(texts.confirming.submit);
    },
    /** From the list to the page of one of them. */
    async open(name: string) {
      await page.goto('/security-info');
      await page.getByRole('link', { name }).click();
    },
    async answerQuestions(answers: readonly string[]) {
      for (const [index, answer] of answers.entries()) {
        const count = index + 1;
        const question = page.getByLabel(fill(language, texts.questions.question, { count }), {
          exact: true,
        });
        await question.selectOption({ index: count });
        await page
          .getByLabel(fill(language, texts.questions.answer, { count }), { exact: true })
          .fill(answer);
      }
      await press(texts.questions.submit);
    },
    expectSaid: (text: string) =>
      expect(page.getByRole('status').filter({ hasText: text })).toBeVisible(),
  };
}
