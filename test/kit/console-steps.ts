import { expect, type Locator, type Page } from '@playwright/test';
import { administrator } from '../../src/server/demo/people.ts';

/** Below it the list of pages lies in a drawer, in CSS pixels. */
const WIDEST_WITH_DRAWER = 959;

/** What an administrator does in the console, in the words of its pages. */
export interface ConsoleSteps {
  /** By the page itself. */
  readonly signIn: (username?: string, password?: string) => Promise<void>;
  /** The quick way, for tests of what comes after; opens a page below `/admin`. */
  readonly enter: (path?: string) => Promise<void>;
  /** By the list of pages, which lies in a drawer on a narrow screen. */
  readonly open: (name: string, title?: string) => Promise<void>;
  /** Shows the list of pages, wherever it is. */
  readonly pages: () => Promise<Locator>;
  readonly expectTitle: (title: string | RegExp) => Promise<void>;
  /** Types into a picker and takes the first thing it finds, by keyboard alone. */
  readonly pick: (picker: string, query: string, name: string) => Promise<void>;
  /** Opens the dialog that says what a save would change. */
  readonly review: () => Promise<Locator>;
  /** The dialog of this name, once it is there. */
  readonly dialog: (name: string | RegExp) => Promise<Locator>;
  /** What was just done, as the notice in the corner says it. */
  readonly expectNotice: (text: string | RegExp) => Promise<void>;
}

export function consoleSteps(page: Page): ConsoleSteps {
  async function pages(): Promise<Locator> {
    // By the width that the page is given: what it has drawn may still be of another one.
    if ((page.viewportSize()?.width ?? 0) <= WIDEST_WITH_DRAWER)
      await page.getByRole('button', { name: 'Open the list of pages' }).click();
    return page.getByRole('navigation', { name: 'Pages' });
  }

  async function expectTitle(title: string | RegExp): Promise<void> {
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
  }

  async function dialog(name: string | RegExp): Promise<Locator> {
    const found = page.getByRole('dialog', { name }).or(page.getByRole('alertdialog', { name }));
    await expect(found).toBeVisible();
    return found;
  }

  return {
    expectTitle,
    pages,
    dialog,
    async signIn(username = administrator.username, password = administrator.password) {
      await page.goto('/admin/sign-in');
      await page.getByLabel('Username or e-mail address').fill(username);
      await page.getByLabel('Password', { exact: true }).fill(password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    },
    async enter(path = '/') {
      const { username: identifier, password } = administrator;
      const answer = await page.request.post('/api/v1/session', {
        data: { identifier, password },
      });
      expect(answer.status()).toBe(200);
      await page.goto(`/admin${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    },
    async open(name, title = name) {
      await (await pages()).getByRole('link', { name, exact: true }).click();
      await expectTitle(title);
    },
    async pick(picker, query, name) {
      await page.getByRole('combobox', { name: picker }).focus();
      await page.keyboard.type(query);
      await expect(page.getByRole('option').first()).toContainText(name);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect(page.getByRole('list', { name: picker }).getByText(name)).toBeVisible();
    },
    async review() {
      await page
        .getByRole('region', { name: 'Unsaved changes' })
        .getByRole('button', { name: 'Save' })
        .click();
      return dialog('Save these changes?');
    },
    async expectNotice(text) {
      // By its label: an open panel hides from the tree of roles what stands beside it.
      await expect(page.getByLabel('Notices')).toContainText(text);
    },
  };
}
