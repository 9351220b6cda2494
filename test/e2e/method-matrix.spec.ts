// A reset in the browser by every method that needs no device of its own, and by every pair of two classes.
// Pairs with passkeys and other devices are in method-matrix-devices.spec.ts; the same matrix over all methods, without
// a browser, is in test/integration/method-matrix.test.ts.
import { defaultLanguage } from '../../src/locales/index.ts';
import { methods } from '../../src/methods/index.ts';
import { expect, test } from '../kit/e2e.ts';
import {
  allowOnly,
  asked,
  begin,
  choose,
  finish,
  first,
  keptBy,
  type MethodId,
  moveOn,
  passFor,
  prove,
} from '../kit/matrix-steps.ts';
import { portalSteps } from '../kit/portal-steps.ts';

test.describe.configure({ timeout: 120_000 });

const classOf = (id: MethodId) => methods.get(id)?.methodClass;
const pairs = asked.flatMap((one, index) =>
  asked
    .slice(index + 1)
    .filter((other) => classOf(other) !== classOf(one))
    .map((other) => [one, other] as const),
);
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
