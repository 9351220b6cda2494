import type { Page } from '@playwright/test';
import { defaultLanguage } from '../../src/locales/index.ts';
import { administrator, people } from '../../src/server/demo/people.ts';
import type { Demo } from './demo.ts';
import { portalSteps } from './portal-steps.ts';

const { registration, portal: texts } = defaultLanguage;

export function demoPassword(username: string): string {
  const person = [administrator, ...people].find((one) => one.username === username);
  if (person === undefined) throw new Error(`the demo has nobody called ${username}`);
  return person.password;
}

/** Lets everybody reset by these methods as well, and use a new one at once. */
export async function allowMethods(
  demo: Demo,
  methodIds: readonly string[],
  methodsRequired: 1 | 2,
): Promise<void> {
  await demo.changePolicy((policy) => ({
    ...policy,
    scope: { mode: 'all', includeGroups: [], excludeGroups: [] },
    methodsRequired,
    methods: {
      ...policy.methods,
      ...Object.fromEntries(
        methodIds.map((id) => [id, { ...policy.methods[id], enabled: true }] as const),
      ),
    },
    registration: { ...policy.registration, requiredAtSignIn: false, holdHours: 0 },
  }));
}

/** From the sign-in to the page that registers a method. */
export async function beginRegistering(
  page: Page,
  demo: Demo,
  username: string,
  name: string,
): Promise<void> {
  const portal = portalSteps(page, demo);
  await portal.signIn(username, demoPassword(username));
  await portal.expectTitle(texts.securityInfo.title);
  await page.getByRole('link', { name: registration.list.add }).click();
  await portal.expectTitle(registration.choose.title);
  await page.getByRole('radio', { name }).check();
  await portal.press(texts.actions.next);
}

/** From the beginning of a reset to what is asked for by one of its methods. */
export async function chooseToProve(
  page: Page,
  demo: Demo,
  username: string,
  method: string,
): Promise<void> {
  const portal = portalSteps(page, demo);
  await page.context().clearCookies();
  await page.goto('/reset');
  await page.getByLabel(texts.identify.label).fill(username);
  await portal.press(texts.actions.next);
  await page.getByRole('radio', { name: method }).check();
  await portal.press(texts.actions.next);
}
