import type { Page } from '@playwright/test';
import { people } from '../../src/server/demo/people.ts';
import { consoleSteps } from '../kit/console-steps.ts';
import type { Demo } from '../kit/demo.ts';
import { expect, test } from '../kit/e2e.ts';
import { portalSteps } from '../kit/portal-steps.ts';

const pilot = 'SSPR pilot';
const newPassword = 'four-kettles-under-one-umbrella';

function passwordOf(username: string): string {
  const person = people.find((one) => one.username === username);
  if (person === undefined) throw new Error(`the demo has nobody called ${username}`);
  return person.password;
}

async function expectSignsIn(
  page: Page,
  demo: Demo,
  username: string,
  password: string,
): Promise<void> {
  const portal = portalSteps(page, demo);
  await portal.signIn(username, password);
  await portal.expectTitle(portal.texts.securityInfo.title);
  await expect(page.getByText(username, { exact: true })).toBeVisible();
  await portal.press(portal.texts.actions.signOut);
  await expect(page.getByText(portal.texts.notices.signedOut)).toBeVisible();
}

async function expectSignInFails(
  page: Page,
  demo: Demo,
  username: string,
  password: string,
): Promise<void> {
  const portal = portalSteps(page, demo);
  await portal.signIn(username, password);
  await expect(page.getByRole('alert')).toContainText(portal.texts.signIn.failed);
}

test.describe('from None to Selected to All to None', () => {
  test('a new installation offers no reset, and says so', async ({ page, demo }) => {
    const portal = portalSteps(page, demo);
    await page.goto('/');
    await page.getByRole('link', { name: portal.texts.home.forgot }).click();
    await portal.expectTitle(portal.texts.notOffered.title);
    await expect(page.getByRole('textbox')).toHaveCount(0);
  });

  test('an administrator switches it on for a group, and somebody in a group nested in it resets', async ({
    page,
    demo,
    browser,
  }, { project }) => {
    if (project.name === 'desktop') {
      // In a browser of their own: administrators do not share one with those who forgot their password.
      const context = await browser.newContext({ baseURL: demo.url });
      const consolePage = await context.newPage();
      const administrator = consoleSteps(consolePage);
      await administrator.signIn();
      await administrator.open('Properties', 'Password reset – Properties');
      await consolePage.getByRole('radio', { name: /^Selected/ }).check();
      await administrator.pick('Groups that may reset', 'sspr', pilot);
      const dialog = await administrator.review();
      await expect(dialog).toContainText('9 people more will be able to reset their password.');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await expect(dialog).toBeHidden();
      await context.close();
    } else {
      await demo.setScope('selected', [pilot]);
    }

    const portal = portalSteps(page, demo);
    await page.goto('/');
    await page.getByRole('link', { name: portal.texts.home.forgot }).click();
    await portal.expectTitle(portal.texts.identify.title);
    const before = await demo.mailCount();
    await page.getByLabel(portal.texts.identify.label).fill('lena.fischer');
    await portal.press('Continue');
    await portal.expectTitle('Enter the code');
    await portal.enterCode(await demo.codeFor('lena.fischer', before));

    await portal.expectTitle('Choose a new password');
    await portal.choosePassword('fischer');
    await portal.expectTitle('Choose a new password');
    const problems = page.getByRole('alert').getByRole('listitem');
    await expect(problems).toHaveText([
      'It needs at least 15 characters.',
      'It contains your name, or the name of your organisation.',
    ]);

    await portal.choosePassword(newPassword);
    await portal.expectTitle('Your new password is set');

    await expectSignInFails(page, demo, 'lena.fischer', passwordOf('lena.fischer'));
    await expectSignsIn(page, demo, 'lena.fischer', newPassword);
  });

  test('somebody outside the group sees what a stranger sees, and finds the reason in the mailbox', async ({
    page,
    demo,
  }) => {
    await demo.setScope('selected', [pilot]);
    const portal = portalSteps(page, demo);

    /** Every page of a try with a wrong code, without what is new on each page. */
    const pagesOf = async (username: string): Promise<string[]> => {
      await page.context().clearCookies();
      await portal.identify(username);
      const asked = await bareContent(page);
      await portal.enterCode('00000000');
      await expect(page.getByRole('alert')).toContainText('That is not the right code.');
      return [asked, await bareContent(page)];
    };

    const before = await demo.mailCount();
    const outside = await pagesOf('noor.rahman');
    const { subject, text } = await demo.mailTo('noor.rahman', before, /not switched on/);
    expect(subject).toBe('Contoso: your password cannot be reset this way');
    expect(text).toContain('Your administrator or helpdesk can set a new password with you.');
    expect(await pagesOf('nobody.of.that.name')).toEqual(outside);
  });

  test('widened to All, the person outside the group can', async ({ page, demo }) => {
    await demo.setScope('all');
    const portal = portalSteps(page, demo);
    await portal.prove('noor.rahman');
    await portal.choosePassword(newPassword);
    await portal.expectTitle('Your new password is set');
    await expectSignsIn(page, demo, 'noor.rahman', newPassword);
  });

  test('set to None, nobody can: neither who begins, nor who has begun', async ({
    page,
    context,
    demo,
  }) => {
    await demo.setScope('all');
    const portal = portalSteps(page, demo);
    const code = await portal.askForCode('sofia.rossi');
    const late = await context.browser()?.newContext({ baseURL: demo.url });
    if (late === undefined) throw new Error('no browser');
    const latePage = await late.newPage();
    const latePortal = portalSteps(latePage, demo);
    await latePage.goto('/reset');
    await latePage.getByLabel(portal.texts.identify.label).fill('tom.becker');

    await demo.setScope('none');

    await latePortal.press('Continue');
    await latePortal.expectTitle('Password reset is not switched on here');
    await late.close();
    await portal.enterCode(code);
    await portal.expectTitle('This account cannot be reset here');
    await page.goto('/reset');
    await portal.expectTitle('Password reset is not switched on here');
    // Administrators go by a rule of their own, whatever the scope is.
    await page.getByRole('link', { name: portal.texts.notOffered.administrators }).click();
    await portal.expectTitle(portal.texts.identify.title);
    await expectSignsIn(page, demo, 'sofia.rossi', passwordOf('sofia.rossi'));
  });
});

/** The page's HTML without what differs on every request: nonces, form tokens and the reference. */
async function bareContent(page: Page): Promise<string> {
  const html = await page.content();
  return html
    .replaceAll(/ nonce="[^"]*"/g, '')
    .replaceAll(/(name="form_token" value=)"[^"]*"/g, '$1""')
    .replaceAll(/<bdi>[0-9A-Z]{4}-[0-9A-Z]{4}<\/bdi>/g, '<bdi></bdi>')
    .replaceAll(/\d:\d\d/g, '0:00')
    .replaceAll(/data-resend="\d+"/g, 'data-resend=""');
}

test.describe('the notice after a reset', () => {
  test('leads to a page that freezes the account, once', async ({ page, demo }) => {
    await demo.setScope('selected', [pilot]);
    const portal = portalSteps(page, demo);
    const before = await demo.mailCount();
    await portal.prove('tom.becker');
    await portal.choosePassword(newPassword);
    await portal.expectTitle('Your new password is set');
    const { text } = await demo.mailTo('tom.becker', before, /\/not-me\?token=/);
    const link = /http\S+\/not-me\?token=\S+/.exec(text)?.[0] ?? '';

    await page.goto(link);
    await portal.expectTitle('Was this not you?');
    expect(page.url()).toBe(`${demo.url}/not-me`);
    await portal.press('This was not me');
    await portal.expectTitle('Thank you. Your account is protected.');
    await demo.mailTo('ada.brandt', before, /tom\.becker was told of a password change/);

    const then = await demo.mailCount();
    await portal.identify('tom.becker');
    await demo.mailTo('tom.becker', then, /switched off for your account, to keep it safe/);

    await page.goto(link);
    await portal.expectTitle('This link does not work any more');
  });
});

test.describe('a reset under way', () => {
  test.beforeEach(async ({ demo }) => {
    await demo.setScope('selected', [pilot]);
  });

  test('takes the code that the demo mailbox shows in the browser', async ({
    page,
    context,
    demo,
  }) => {
    const portal = portalSteps(page, demo);
    await portal.askForCode('mia.schulz');
    const mailbox = await context.newPage();
    await mailbox.goto('/demo/mailbox');
    const message = mailbox.getByRole('article').filter({ hasText: 'mia.schulz@' }).first();
    const code = /^\s*(\d{8})\s*$/m.exec((await message.textContent()) ?? '')?.[1] ?? '';
    await portal.enterCode(code);
    await portal.expectTitle('Choose a new password');
  });

  test('counts wrong codes down, then asks for another one', async ({ page, demo }) => {
    const portal = portalSteps(page, demo);
    const code = await portal.askForCode('mia.schulz');
    await portal.enterCode('');
    await expect(page.getByRole('alert')).toContainText('Enter the code from the message.');
    for (const left of ['4 more tries', '3 more tries', '2 more tries', 'one more try']) {
      await portal.enterCode('12345678');
      await expect(page.getByRole('alert')).toContainText(`You have ${left} with this code.`);
    }
    await portal.enterCode('12345678');
    await expect(page.getByRole('alert')).toContainText('This code cannot be used any more.');
    await portal.enterCode(code);
    await expect(page.getByRole('alert')).toContainText('This code cannot be used any more.');
  });

  test('sends another code after the wait, and only that one works then', async ({ page, demo }, {
    project,
  }) => {
    const hasScripts = project.name !== 'nojs';
    if (hasScripts) await page.clock.install();
    const portal = portalSteps(page, demo);
    const first = await portal.askForCode('grace.okoye');
    const another = page.getByRole('button', { name: 'Send another code' });
    await expect(page.getByText(/You can ask for another code in 0:\d\d\./)).toBeVisible();
    if (hasScripts) {
      await expect(another).toHaveAttribute('aria-disabled', 'true');
      await page.clock.fastForward(31_000);
      await expect(page.getByText('You can ask for another code now.')).toBeVisible();
    } else {
      await another.click();
      await expect(
        page.getByText('Please wait a moment before you ask for another code.'),
      ).toBeVisible();
    }

    await demo.moveClock(31);
    const before = await demo.mailCount();
    await another.click();
    await expect(page.getByText('another code is on its way.')).toBeVisible();
    const second = await demo.codeFor('grace.okoye', before);
    await portal.enterCode(first);
    await expect(page.getByRole('alert')).toContainText('That is not the right code.');
    await portal.enterCode(second);
    await portal.expectTitle('Choose a new password');
  });

  test('can be cancelled, and its code is worth nothing then', async ({ page, demo }) => {
    const portal = portalSteps(page, demo);
    await portal.askForCode('mia.schulz');
    await portal.press('Cancel');
    await portal.expectTitle('You cancelled the reset');
    await page.goto('/reset/code');
    await portal.expectTitle('You cancelled the reset');
    await page.getByRole('link', { name: 'Start again' }).click();
    await portal.expectTitle('Reset your password');
  });

  test('runs out, and says so', async ({ page, context, demo }) => {
    const portal = portalSteps(page, demo);
    await portal.prove('mia.schulz');
    const minutes = 16;
    const [kept] = (await context.cookies()).filter(({ name }) => name === 'postern-reset');
    expect(kept?.expires).toBeGreaterThan(Date.now() / 1000 + minutes * 60);
    await demo.moveClock(minutes * 60);
    await portal.choosePassword(newPassword);
    await portal.expectTitle('The time for this reset has run out');
    await page.getByRole('link', { name: 'Start again' }).click();
    await portal.expectTitle('Reset your password');
  });

  test('goes on where it stands after the back button', async ({ page, demo }) => {
    const portal = portalSteps(page, demo);
    await portal.prove('omar.haddad');
    await page.goBack();
    // Where the page for the code was; a step that is done is never shown again.
    await portal.expectTitle('Choose a new password');
    await page.goBack();
    await portal.expectTitle('Reset your password');
    await page.getByRole('link', { name: 'Go on with it' }).click();
    await portal.expectTitle('Choose a new password');
    await portal.choosePassword(newPassword);
    await portal.expectTitle('Your new password is set');
    await page.goBack();
    await page.goForward();
    await portal.expectTitle('Your new password is set');
    await expect(page.getByLabel('New password', { exact: true })).toHaveCount(0);
  });

  test('is the same in two tabs, and is finished in one of them', async ({
    page,
    context,
    demo,
  }) => {
    const one = portalSteps(page, demo);
    const code = await one.askForCode('jonas.weber');
    const otherTab = await context.newPage();
    const other = portalSteps(otherTab, demo);
    await otherTab.goto('/reset/continue');
    await other.expectTitle('Enter the code');

    await one.enterCode(code);
    await one.expectTitle('Choose a new password');
    await other.enterCode(code);
    await other.expectTitle('Choose a new password');

    await one.choosePassword(newPassword);
    await one.expectTitle('Your new password is set');
    await other.choosePassword('a-second-one-that-came-too-late');
    await other.expectTitle('Your new password is set');
    await otherTab.close();
    await expectSignInFails(page, demo, 'jonas.weber', 'a-second-one-that-came-too-late');
    await expectSignsIn(page, demo, 'jonas.weber', newPassword);
  });

  test('writes one password when two are sent at the same moment', async ({
    page,
    context,
    demo,
  }) => {
    const portal = portalSteps(page, demo);
    await portal.prove('mia.schulz');
    const otherTab = await context.newPage();
    await otherTab.goto('/reset/continue');
    const [first, second] = ['lanterns-on-a-quiet-canal', 'bicycles-along-the-north-sea'];
    await Promise.all([
      portal.choosePassword(first),
      portalSteps(otherTab, demo).choosePassword(second),
    ]);
    for (const tab of [page, otherTab])
      await expect(tab.getByRole('heading', { level: 1 })).toHaveText(
        /Your new password is (?:being )?set/,
      );
    await otherTab.close();
    const portalTitle = page.getByRole('heading', { level: 1 });
    const works: boolean[] = [];
    for (const password of [first, second]) {
      await page.context().clearCookies();
      await portal.signIn('mia.schulz', password);
      await expect(portalTitle).toHaveText(/./);
      works.push((await portalTitle.textContent()) === 'Your security information');
    }
    expect(works.filter(Boolean)).toHaveLength(1);
  });

  test('takes a code once when its button is pressed twice', async ({ page, demo }) => {
    const portal = portalSteps(page, demo);
    const code = await portal.askForCode('grace.okoye');
    await page.getByLabel(portal.texts.proving.label).fill(code);
    await page.getByRole('button', { name: 'Continue' }).dblclick();
    await portal.expectTitle('Choose a new password');
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('ends kindly when the browser lost its cookies', async ({ page, context, demo, watch }) => {
    const portal = portalSteps(page, demo);
    const code = await portal.askForCode('grace.okoye');
    await context.clearCookies({ name: 'postern-reset' });
    await portal.enterCode(code);
    await portal.expectTitle('Reset your password');
    await expect(page.getByText('Please begin here: tell us who you are.')).toBeVisible();

    watch.expectStatus(400);
    await portal.identify('grace.okoye');
    await context.clearCookies();
    await portal.enterCode(code);
    await portal.expectTitle('Your browser did not keep a cookie');
    await page.getByRole('link', { name: 'Start again' }).click();
    await portal.expectTitle('Reset your password');
  });

  test('cannot be entered in the middle, nor left for a later step', async ({ page, demo }) => {
    const portal = portalSteps(page, demo);
    for (const step of ['continue', 'method', 'code', 'password', 'cancel']) {
      await page.goto(`/reset/${step}`);
      await portal.expectTitle('Reset your password');
      await expect(page.getByText('Please begin here: tell us who you are.')).toBeVisible();
    }

    await portal.identify('grace.okoye');
    for (const step of ['method', 'code', 'password', 'cancel']) {
      await page.goto(`/reset/${step}`);
      await portal.expectTitle('Enter the code');
    }
    const token = await page.locator('input[name="form_token"]').first().inputValue();
    const answer = await page.request.post('/reset/password', {
      form: { form_token: token, password: newPassword, confirmation: newPassword },
    });
    expect(await answer.text()).toContain(
      'We have brought you to the step where your reset stands',
    );
    await expectSignsIn(page, demo, 'grace.okoye', passwordOf('grace.okoye'));
  });
});
