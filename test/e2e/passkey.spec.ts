import type { CDPSession, Page } from '@playwright/test';
import { defaultLanguage } from '../../src/locales/index.ts';
import { administrator } from '../../src/server/demo/people.ts';
import type { Demo } from '../kit/demo.ts';
import { expect, test as base } from '../kit/e2e.ts';
import {
  expectAccessible,
  expectAccessibleInBothSchemes,
  expectNoSidewaysScrollAt320,
} from '../kit/page-checks.ts';
import { allowMethods, beginRegistering, chooseToProve } from '../kit/portal-registration.ts';
import { portalSteps } from '../kit/portal-steps.ts';

// Passkeys belong to a name, and an address is none.
const test = base.extend({
  baseURL: async ({ demo }, use) => {
    await use(demo.url.replace('127.0.0.1', 'localhost'));
  },
});

const { methods, passkeys, registration, portal: texts } = defaultLanguage;
const newPassword = 'nine-lighthouses-in-a-row';

/** Chromium's own virtual authenticator, built into this page's browser. */
async function authenticator(page: Page) {
  const session: CDPSession = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    verifies: (isUserVerified: boolean) =>
      session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
    async count() {
      const { credentials } = await session.send('WebAuthn.getCredentials', { authenticatorId });
      return credentials.length;
    },
    forget: () => session.send('WebAuthn.clearCredentials', { authenticatorId }),
  };
}

async function register(page: Page, demo: Demo, username: string, name: string): Promise<void> {
  await beginRegistering(page, demo, username, registration.names.passkey);
  await portalSteps(page, demo).expectTitle(passkeys.title);
  await expectAccessible(page);
  await expectNoSidewaysScrollAt320(page);
  await page.getByLabel(passkeys.name).fill(name);
  await page.getByRole('button', { name: passkeys.action }).click();
  await expect(page.getByText(registration.notices.registered)).toBeVisible();
  await expect(page.getByText(name)).toBeVisible();
}

const useIt = (page: Page) =>
  page.getByRole('button', { name: methods.asks.passkey.action }).click();

test.beforeEach(({ demo }) => allowMethods(demo, ['passkey'], 2));

test('somebody registers a passkey, and resets the password with it alone where two proofs are asked for', async ({
  page,
  demo,
}) => {
  const device = await authenticator(page);
  const portal = portalSteps(page, demo);
  await register(page, demo, 'lena.fischer', 'Work laptop');
  expect(await device.count()).toBe(1);

  await chooseToProve(page, demo, 'lena.fischer', methods.choices.passkey.label);
  await portal.expectTitle(methods.asks.passkey.title);
  await expectAccessibleInBothSchemes(page);
  await expectNoSidewaysScrollAt320(page);
  await useIt(page);
  await portal.expectTitle(texts.password.title);
  await portal.choosePassword(newPassword);
  await portal.expectTitle(texts.ended.doneTitle);
  await portal.signIn('lena.fischer', newPassword);
  await portal.expectTitle(texts.securityInfo.title);
});

test('an administrator resets the password with a passkey alone', async ({ page, demo }) => {
  await authenticator(page);
  const portal = portalSteps(page, demo);
  await register(page, demo, administrator.username, 'Security key');
  await chooseToProve(page, demo, administrator.username, methods.choices.passkey.label);
  await useIt(page);
  await portal.expectTitle(texts.password.title);
});

test('the passkey of somebody else is refused, and so is one that does not look who holds it', async ({
  page,
  demo,
}) => {
  const device = await authenticator(page);
  const portal = portalSteps(page, demo);
  await register(page, demo, 'tom.becker', 'Mine');

  await chooseToProve(page, demo, 'grace.okoye', methods.choices.passkey.label);
  await useIt(page);
  await expect(page.getByRole('alert').first()).toContainText(methods.pages.wrong);
  await portal.expectTitle(methods.asks.passkey.title);

  await device.verifies(false);
  await chooseToProve(page, demo, 'tom.becker', methods.choices.passkey.label);
  await useIt(page);
  // The browser itself refuses to answer: verification is asked for.
  await expect(page.getByText(methods.asks.passkey.missing)).toBeVisible();
  await portal.expectTitle(methods.asks.passkey.title);

  await device.verifies(true);
  await useIt(page);
  await portal.expectTitle(texts.password.title);
});

test('a device that has one already is told so, and a browser without any says what else there is', async ({
  page,
  demo,
}) => {
  const device = await authenticator(page);
  await register(page, demo, 'sofia.rossi', 'First');
  await page.context().clearCookies();
  await beginRegistering(page, demo, 'sofia.rossi', registration.names.passkey);
  await page.getByRole('button', { name: passkeys.action }).click();
  await expect(page.getByText(passkeys.known)).toBeVisible();
  expect(await device.count()).toBe(1);

  await device.forget();
  await chooseToProve(page, demo, 'sofia.rossi', methods.choices.passkey.label);
  await useIt(page);
  await expect(page.getByText(methods.asks.passkey.missing)).toBeVisible();
  await expect(page.getByRole('button', { name: methods.choices.email.label })).toBeVisible();
});

test('under an address the page says that no passkey can be used there', async ({
  browser,
  demo,
}) => {
  const context = await browser.newContext({ baseURL: demo.url });
  const page = await context.newPage();
  await chooseToProve(page, demo, 'noor.rahman', methods.choices.passkey.label);
  await expect(page.getByText(methods.asks.passkey.unavailable)).toBeVisible();
  await expect(page.getByRole('button', { name: methods.asks.passkey.action })).toBeHidden();
  await context.close();
});

test('without scripts the page says what a passkey needs, and offers the other ways', async ({
  browser,
  baseURL,
  demo,
}) => {
  const context = await browser.newContext({ javaScriptEnabled: false, baseURL: baseURL ?? '' });
  const page = await context.newPage();
  await chooseToProve(page, demo, 'noor.rahman', methods.choices.passkey.label);
  await expect(page.getByText(methods.asks.passkey.unavailable)).toBeVisible();
  await expect(page.getByRole('button', { name: methods.asks.passkey.action })).toBeHidden();
  await page.getByRole('button', { name: methods.choices.email.label }).click();
  await portalSteps(page, demo).expectTitle(texts.proving.title);
  await context.close();
});
