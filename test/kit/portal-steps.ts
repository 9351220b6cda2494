import { expect, type Page } from '@playwright/test';
import { defaultLanguage, type Language } from '../../src/locales/index.ts';
import type { Demo } from './demo.ts';

/** What a person does in the portal, step by step, in the words of the page. */
export interface PortalSteps {
  readonly texts: Language['portal'];
  /** The page's own title. */
  readonly expectTitle: (title: string) => Promise<void>;
  readonly press: (button: string) => Promise<void>;
  /** From the beginning to the page that asks for a code. */
  readonly identify: (username: string) => Promise<void>;
  /** The same, and the code that came for it. */
  readonly askForCode: (username: string) => Promise<string>;
  readonly enterCode: (code: string) => Promise<void>;
  /** From the beginning to the page that asks for a new password. */
  readonly prove: (username: string) => Promise<void>;
  readonly choosePassword: (password: string) => Promise<void>;
  /** The same two fields above a button of another name. */
  readonly choosePasswordAt: (button: string, password: string) => Promise<void>;
  readonly signIn: (username: string, password: string) => Promise<void>;
}

export function portalSteps(
  page: Page,
  demo: Demo,
  language: Language = defaultLanguage,
): PortalSteps {
  const texts = language.portal;
  const title = page.getByRole('heading', { level: 1 });

  async function expectTitle(wanted: string): Promise<void> {
    await expect(title).toHaveText(wanted);
  }

  async function press(button: string): Promise<void> {
    await page.getByRole('button', { name: button, exact: true }).click();
  }

  async function identify(username: string): Promise<void> {
    await page.goto('/reset');
    await page.getByLabel(texts.identify.label).fill(username);
    await press(texts.actions.next);
    await expectTitle(texts.proving.title);
  }

  async function askForCode(username: string): Promise<string> {
    const before = await demo.mailCount();
    await identify(username);
    return demo.codeFor(username, before);
  }

  async function enterCode(code: string): Promise<void> {
    await page.getByLabel(texts.proving.label).fill(code);
    await press(texts.actions.next);
  }

  async function choosePasswordAt(button: string, password: string): Promise<void> {
    await page.getByLabel(texts.password.label, { exact: true }).fill(password);
    await page.getByLabel(texts.password.again, { exact: true }).fill(password);
    await press(button);
  }

  return {
    texts,
    expectTitle,
    press,
    identify,
    askForCode,
    enterCode,
    async prove(username) {
      await enterCode(await askForCode(username));
      await expectTitle(texts.password.title);
    },
    choosePassword: (password) => choosePasswordAt(texts.password.submit, password),
    choosePasswordAt,
    async signIn(username, password) {
      await page.goto('/sign-in');
      await page.getByLabel(texts.signIn.identifier).fill(username);
      await page.getByLabel(texts.signIn.password, { exact: true }).fill(password);
      await press(texts.actions.signIn);
    },
  };
}
