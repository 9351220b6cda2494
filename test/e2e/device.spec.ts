import type { Page } from '@playwright/test';
import { defaultLanguage } from '../../src/locales/index.ts';
import { administrator } from '../../src/server/demo/people.ts';
import type { Demo } from '../kit/demo.ts';
import { expect, test, watchContext } from '../kit/e2e.ts';
import {
  expectAccessible,
  expectAccessibleInBothSchemes,
  expectNoSidewaysScrollAt320,
} from '../kit/page-checks.ts';
import { allowMethods, beginRegistering, chooseToProve } from '../kit/portal-registration.ts';
import { portalSteps } from '../kit/portal-steps.ts';

const { devices, methods, portal: texts, registration } = defaultLanguage;
const newPassword = 'seven-windmills-at-low-tide';

/** Registers the browser of a page, and leaves it where it waits. */
async function register(phone: Page, demo: Demo, username: string): Promise<void> {
  await beginRegistering(phone, demo, username, registration.names.device);
  await portalSteps(phone, demo).expectTitle(devices.enrolment.title);
  await expectAccessible(phone);
  await phone.getByLabel(devices.enrolment.name).fill('My phone');
  await phone.getByRole('button', { name: devices.enrolment.action }).click();
  await expect(phone.getByText(registration.notices.registered)).toBeVisible();
  // Whoever approves has lost the password: nobody is signed in on the device.
  await phone.context().clearCookies();
  await phone.goto('/device');
  await expect(phone.getByText(devices.page.idle)).toBeVisible();
}

/** Begins a reset that waits for an approval; the number it shows. */
async function askFor(page: Page, demo: Demo, username: string): Promise<string> {
  await chooseToProve(page, demo, username, methods.choices.device.label);
  await portalSteps(page, demo).expectTitle(methods.asks.approval.title);
  return (await page.locator('.number').textContent())?.trim() ?? '';
}

const otherThan = (number: string) => (number === '111' ? '222' : '111');

test.beforeEach(({ demo }) => allowMethods(demo, ['device'], 1));

test('a reset is approved on a second device by typing the number that the first one shows', async ({
  page,
  demo,
  browser,
}) => {
  const context = await browser.newContext({ baseURL: demo.url });
  const { faults } = watchContext(context, demo.url);
  const phone = await context.newPage();
  const portal = portalSteps(page, demo);
  await register(phone, demo, 'lena.fischer');

  const number = await askFor(page, demo, 'lena.fischer');
  expect(number).toMatch(/^\d{3}$/);
  await expect(phone.getByRole('heading', { name: devices.page.heading })).toBeVisible();
  await expect(phone.getByText('lena.fischer', { exact: true })).toBeVisible();
  await expect(phone.getByText('127.0.0.1', { exact: true })).toBeVisible();

  await expectAccessibleInBothSchemes(phone);
  await expectNoSidewaysScrollAt320(phone);
  await expectAccessible(page);

  const field = phone.getByLabel(devices.page.number);
  await field.fill(otherThan(number));
  await phone.getByRole('button', { name: devices.page.approve }).click();
  await expect(phone.getByText(devices.page.wrongNumber)).toBeVisible();
  await portal.expectTitle(methods.asks.approval.title);

  await field.fill(number);
  await phone.getByRole('button', { name: devices.page.approve }).click();
  await expect(phone.getByText(devices.page.approved)).toBeVisible();
  await expect(phone.getByText(devices.page.idle)).toBeVisible();

  // The first browser goes on by itself.
  await portal.expectTitle(texts.password.title);
  await portal.choosePassword(newPassword);
  await portal.expectTitle(texts.ended.doneTitle);
  expect(faults()).toEqual([]);
  await context.close();
});

test('a denial ends the reset, closes the account to others, and tells administrators', async ({
  page,
  demo,
  browser,
}) => {
  const context = await browser.newContext({ baseURL: demo.url });
  const phone = await context.newPage();
  await register(phone, demo, 'tom.becker');
  await askFor(page, demo, 'tom.becker');
  const before = await demo.mailCount();
  await phone.getByRole('button', { name: devices.page.deny }).click();
  await expect(phone.getByText(devices.page.denied)).toBeVisible();
  await portalSteps(page, demo).expectTitle(texts.ended.cancelledTitle);
  await demo.mailTo(administrator.username, before, /tom\.becker.*answered: this was not me/s);
  await context.close();
});

test('without scripts the first browser asks by its button whether it is approved', async ({
  demo,
  browser,
}) => {
  const phoneContext = await browser.newContext({ baseURL: demo.url });
  const phone = await phoneContext.newPage();
  await register(phone, demo, 'omar.haddad');
  const context = await browser.newContext({ baseURL: demo.url, javaScriptEnabled: false });
  const page = await context.newPage();
  const portal = portalSteps(page, demo);
  const number = await askFor(page, demo, 'omar.haddad');
  await portal.press(methods.asks.approval.action);
  await expect(page.getByText(methods.asks.approval.waiting)).toBeVisible();
  await phone.getByLabel(devices.page.number).fill(number);
  await phone.getByRole('button', { name: devices.page.approve }).click();
  await expect(phone.getByText(devices.page.approved)).toBeVisible();
  await portal.press(methods.asks.approval.action);
  await portal.expectTitle(texts.password.title);
  await context.close();
  await phoneContext.close();
});

test('a browser that nobody registered, or that runs no scripts, says what is missing', async ({
  page,
  browser,
  demo,
}) => {
  await page.goto('/device');
  await expect(page.getByText(devices.page.unknown)).toBeVisible();
  const manifest = await page.locator('link[rel="manifest"]').getAttribute('href');
  const answer = await page.request.get(manifest ?? '');
  expect(answer.headers()['content-type']).toContain('application/manifest+json');
  expect(await answer.json()).toMatchObject({ start_url: '/device', display: 'standalone' });
  const context = await browser.newContext({ baseURL: demo.url, javaScriptEnabled: false });
  const bare = await context.newPage();
  await bare.goto('/device');
  await expect(bare.getByText(devices.page.unavailable)).toBeVisible();
  await context.close();
});

test('a message wakes a device that agreed to be told, with words that say only that something waits', async ({
  demo,
  browser,
}) => {
  const context = await browser.newContext({
    baseURL: demo.url,
    permissions: ['notifications'],
  });
  const phone = await context.newPage();
  // A browser lets nobody subscribe to a worker that is only coming.
  await phone.addInitScript(() => {
    const own = Object.getOwnPropertyDescriptor(PushManager.prototype, 'subscribe');
    const subscribe = own?.value as PushManager['subscribe'];
    PushManager.prototype.subscribe = async function (...options) {
      const [worker] = await navigator.serviceWorker.getRegistrations();
      document.documentElement.dataset['asked'] = worker?.active?.state ?? 'nobody at work';
      return subscribe.apply(this, options);
    };
  });
  await register(phone, demo, 'mia.schulz');
  await phone.getByRole('button', { name: devices.page.messages }).click();
  // No service of a browser's maker can be reached from here: the worker is there all the same.
  await expect(phone.getByText(devices.page.failed)).toBeVisible();
  await expect(phone.locator('html')).toHaveAttribute('data-asked', /^activat/);

  const session = await context.newCDPSession(phone);
  const registered = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      for (const { registrationId } of registrations) resolve(registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.deliverPushMessage', {
    origin: demo.url,
    registrationId: await registered,
    data: '{"type":"approval"}',
  });
  const shown = () =>
    phone.evaluate(async () => {
      const [registration] = await navigator.serviceWorker.getRegistrations();
      const notifications = (await registration?.getNotifications()) ?? [];
      return notifications.map(({ title, body }) => ({ title, body }));
    });
  await expect
    .poll(shown)
    .toEqual([{ title: devices.page.messageTitle, body: devices.page.messageBody }]);
  await context.close();
});
