// The pairs that need a device of their own: a passkey in Chromium's virtual authenticator, and approval in a second
// browser. The pairs of all others are in method-matrix.spec.ts.
import type { Browser, Page } from '@playwright/test';
import { defaultLanguage } from '../../src/locales/index.ts';
import type { Demo } from '../kit/demo.ts';
import { expect, test as base } from '../kit/e2e.ts';
import {
  allowOnly,
  begin,
  choose,
  finish,
  first,
  keptBy,
  type MethodId,
  moveOn,
  passFor,
  prove,
  username,
} from '../kit/matrix-steps.ts';
import { beginRegistering } from '../kit/portal-registration.ts';
import { portalSteps } from '../kit/portal-steps.ts';

// Passkeys belong to a name, and an address is none.
const test = base.extend({
  baseURL: async ({ demo }, use) => {
    await use(demo.url.replace('127.0.0.1', 'localhost'));
  },
});

test.describe.configure({ timeout: 120_000 });

const { devices, methods, passkeys, registration } = defaultLanguage;
interface Kept<T> {
  readonly of: (demo: Demo, make: () => Promise<T>) => Promise<T>;
}

/** Made at the first test that needs it, in the demo of this file. */
function once<T>(): Kept<T> {
  const known = new WeakMap<Demo, T>();
  return {
    async of(demo, make) {
      const made = known.get(demo) ?? (await make());
      known.set(demo, made);
      return made;
    },
  };
}

interface Credential {
  readonly credentialId: string;
  readonly isResidentCredential: boolean;
  readonly rpId?: string;
  readonly privateKey: string;
  readonly userHandle?: string;
  readonly signCount: number;
}
const passkey = once<Credential>();
const phone = once<Page>();

/** Chromium's own authenticator in this page's browser. */
async function authenticator(page: Page, isUserVerified: boolean) {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified,
      automaticPresenceSimulation: true,
    },
  });
  return {
    read: async () =>
      (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
    add: (credential: Credential) =>
      session.send('WebAuthn.addCredential', { authenticatorId, credential }),
    remove: () => session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }),
  };
}

/** Registers the passkey once; its counter goes on from test to test, as that of a real one does. */
async function withPasskey(page: Page, demo: Demo): Promise<void> {
  const kept = await passkey.of(demo, async () => {
    const made = await authenticator(page, true);
    await beginRegistering(page, demo, username, registration.names.passkey);
    await page.getByLabel(passkeys.name).fill('My key');
    await page.getByRole('button', { name: passkeys.action }).click();
    await expect(page.getByText(registration.notices.registered)).toBeVisible();
    const [credential] = await made.read();
    if (credential === undefined) throw new Error('the authenticator keeps no passkey');
    await made.remove();
    return credential;
  });
  uses += 1;
  const device = await authenticator(page, true);
  await device.add({ ...kept, signCount: kept.signCount + uses });
}
let uses = 0;

/** A second browser that was registered, and waits for questions. */
function phoneOf(browser: Browser, demo: Demo): Promise<Page> {
  return phone.of(demo, async () => {
    const context = await browser.newContext({
      baseURL: demo.url.replace('127.0.0.1', 'localhost'),
    });
    const page = await context.newPage();
    await beginRegistering(page, demo, username, registration.names.device);
    await page.getByLabel(devices.enrolment.name).fill('My phone');
    await page.getByRole('button', { name: devices.enrolment.action }).click();
    await expect(page.getByText(registration.notices.registered)).toBeVisible();
    await context.clearCookies();
    await page.goto('/device');
    await expect(page.getByText(devices.page.idle)).toBeVisible();
    return page;
  });
}

async function approve(page: Page, other: Page, demo: Demo): Promise<void> {
  await portalSteps(page, demo).expectTitle(methods.asks.approval.title);
  // The page goes by the clock of the server as it was when it came, and tests move that clock.
  await other.goto('/device');
  const number = (await page.locator('.number').textContent())?.trim() ?? '';
  await other.getByLabel(devices.page.number).fill(number);
  await other.getByRole('button', { name: devices.page.approve }).click();
  await expect(other.getByText(devices.page.idle)).toBeVisible();
}

/** The first of two proofs, by a method that needs no device. */
async function firstProof(page: Page, demo: Demo, id: MethodId, other: string): Promise<void> {
  await allowOnly(demo, 2, id, other);
  const pass = await passFor(demo, id);
  const before = await demo.mailCount();
  await begin(page, demo);
  await choose(page, demo, id);
  await prove(page, demo, id, { before, pass });
  const { texts, expectTitle } = portalSteps(page, demo);
  await expectTitle(texts.choosing.secondTitle);
}

test.beforeEach(async ({ page, demo, browser }) => {
  await keptBy(page, demo);
  await demo.changePolicy((policy) => ({
    ...policy,
    methodsRequired: 1,
    methods: {
      ...policy.methods,
      passkey: { ...policy.methods['passkey'], enabled: true },
      device: { ...policy.methods['device'], enabled: true },
    },
    limits: { ...policy.limits, 'device-asks-per-account-per-day': 20 },
  }));
  await phoneOf(browser, demo);
  await withPasskey(page, demo);
  await moveOn(demo);
});

for (const id of first) {
  test(`resets a password by ${id} and then a passkey`, async ({ page, demo }) => {
    await firstProof(page, demo, id, 'passkey');
    await choose(page, demo, 'passkey');
    await page.getByRole('button', { name: methods.asks.passkey.action }).click();
    await finish(page, demo);
  });

  test(`resets a password by ${id} and then an approval`, async ({ page, demo, browser }) => {
    await firstProof(page, demo, id, 'device');
    await choose(page, demo, 'device');
    await approve(page, await phoneOf(browser, demo), demo);
    await finish(page, demo);
  });
}

test('resets a password by an approval and then questions', async ({ page, demo, browser }) => {
  await allowOnly(demo, 2, 'device', 'questions');
  await begin(page, demo);
  await choose(page, demo, 'device');
  await approve(page, await phoneOf(browser, demo), demo);
  const { texts, expectTitle } = portalSteps(page, demo);
  await expectTitle(texts.choosing.secondTitle);
  await choose(page, demo, 'questions');
  await prove(page, demo, 'questions', { before: 0, pass: '' });
  await finish(page, demo);
});

test('resets a password by an approval and then a passkey', async ({ page, demo, browser }) => {
  await allowOnly(demo, 2, 'device', 'passkey');
  await begin(page, demo);
  await choose(page, demo, 'device');
  await approve(page, await phoneOf(browser, demo), demo);
  await choose(page, demo, 'passkey');
  await page.getByRole('button', { name: methods.asks.passkey.action }).click();
  await finish(page, demo);
});
