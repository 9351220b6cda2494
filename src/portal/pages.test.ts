import { beforeEach, describe, expect, test } from 'vitest';
import { alice, portalStage, progressIn, type StageBrowser } from '../../test/kit/portal-stage.ts';
import { formsOf, headingOf, type Page } from '../../test/kit/portal-client.ts';
import { PosternError } from '../domain/errors.ts';

let stage: ReturnType<typeof portalStage>;
let browser: StageBrowser;

beforeEach(() => {
  stage = portalStage();
  browser = stage.browser();
});

const summaryOf = (page: Page) => /<div class="problems"[\s\S]*?<\/div>/.exec(page.body)?.[0];
const everyAddress = [
  '/',
  '/reset',
  '/device',
  '/help',
  '/sign-in',
  '/not-me',
  '/break-glass',
  '/security-info',
  '/nothing',
];

async function signedIn(next = 'security-info'): Promise<Page> {
  const page = await browser.get(`/sign-in?next=${next}`);
  return browser.follow(
    await browser.submit(page, { identifier: 'alice', password: 'the old password' }),
  );
}

describe('every page', () => {
  test.each(everyAddress)('%s works without scripts and runs nothing inline', async (path) => {
    let page = await browser.get(path);
    if (page.status === 303) page = await browser.follow(page);
    expect(page.body).toMatch(/^<!DOCTYPE html><html lang="en" dir="ltr">/);
    expect(page.body).not.toMatch(
      /\sstyle="|\son[a-z]+="|javascript:|<style|<script(?![^>]*\ssrc=)/i,
    );
    for (const [tag] of page.body.matchAll(/<(?:script|link rel="stylesheet")[^>]*>/g)) {
      expect(tag).toContain('nonce="n0nce"');
      expect(tag).toMatch(/(?:src|href)="\/assets\//);
    }
    expect(page.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  test.each(everyAddress)('%s speaks Arabic from right to left', async (path) => {
    browser.language = 'ar-EG,ar;q=0.9';
    let page = await browser.get(path);
    if (page.status === 303) page = await browser.follow(page);
    expect(page.body).toMatch(/<html lang="ar" dir="rtl">/);
    expect(headingOf(page)).toMatch(/[\u0600-\u06ff]/);
  });

  test('remembers a language that was picked, by our parameter or by Entra’s', async () => {
    expect((await browser.get('/?lang=de')).body).toContain('<html lang="de"');
    expect((await browser.get('/help')).body).toContain('<html lang="de"');
    expect((await browser.get('/?mkt=ar-ae')).body).toContain('<html lang="ar"');
    expect((await browser.get('/?lang=xx')).body).toContain('<html lang="ar"');
    browser.cookies.set('postern-language', '__proto__');
    expect((await browser.get('/')).body).toContain('<html lang="en"');
  });

  test('sends people to their helpdesk once, with or without an address of it', async () => {
    const main = (page: Page) => /<main[\s\S]*<\/main>/.exec(page.body)?.[0] ?? '';
    const named = main(await browser.get('/not-me'));
    expect(named).toContain('contact your administrator or helpdesk now');
    expect(named).toContain('href="mailto:help@contoso.test"');
    stage.script.helpContact = null;
    expect(main(await browser.get('/not-me')).match(/helpdesk/g)).toHaveLength(1);
    expect(main(await browser.get('/help'))).toContain('Ask the administrator or the helpdesk of');
  });

  test('escapes the name of the organisation and its contact', async () => {
    stage.script.organisation = '<b>"Evil" & Co</b>';
    stage.script.helpContact = 'https://help.test/?a="><script>';
    const page = await browser.get('/help');
    expect(page.body).not.toMatch(/<b>|<script>/);
    expect(page.body).toContain('&lt;b&gt;&quot;Evil&quot; &amp; Co&lt;/b&gt;');
  });

  test('takes nothing from a notice cookie but the choice between its own words', async () => {
    for (const value of [
      '<b>',
      'toString',
      'password-refused.0.__proto__',
      'too-many-starts.1e9',
    ]) {
      browser.cookies.set('postern-notice', value);
      const page = await browser.get('/reset');
      expect(page.status).toBe(200);
      expect(page.body).not.toContain('class="problems"');
    }
  });
});

describe('the start page', () => {
  test('shows three ways, and none to what is not offered', async () => {
    const page = await browser.get('/');
    const hrefs = [...page.body.matchAll(/<li><a href="([^"]+)"><span class="way"/g)].map(
      ([, href]) => href,
    );
    expect(hrefs).toEqual(['/reset', '/change', '/help']);
    expect(page.body).not.toContain('/unlock');
  });
});

describe('forms', () => {
  test.each([
    ['without its token', { identifier: 'alice' }, 403],
    ['with a made-up token', { identifier: 'alice', form_token: 'A'.repeat(86) }, 403],
  ])('are refused %s', async (_, fields, status) => {
    await browser.get('/reset');
    const page = await browser.post('/reset', fields);
    expect(page.status).toBe(status);
    expect(headingOf(page)).toBe('This page cannot take that');
    expect(stage.callsOf('start')).toEqual([]);
  });

  test('are refused with the token of another browser', async () => {
    const other = stage.browser();
    const [form] = formsOf(await other.get('/reset'));
    await browser.get('/reset');
    const page = await browser.post('/reset', { ...form?.fields, identifier: 'alice' });
    expect(page.status).toBe(403);
  });

  test('are refused with a field that nobody asked for (A003)', async () => {
    const page = await browser.submit(await browser.get('/reset'), {
      identifier: 'alice',
      userId: 'bob',
    });
    expect(page.status).toBe(400);
    expect(headingOf(page)).toBe('We could not read that');
    expect(stage.callsOf('start')).toEqual([]);
  });
});

describe('signing in', () => {
  test('uses the tokens that password managers know', async () => {
    const page = await browser.get('/sign-in');
    expect(page.body).toMatch(/<input id="identifier"[^>]*autocomplete="username"/);
    expect(page.body).toMatch(/<input id="password"[^>]*autocomplete="current-password"/);
  });

  test('leads on to the page that asked for it, and to no other place', async () => {
    const asked = await browser.get('/change');
    expect(asked.headers.get('location')).toBe('/sign-in?next=change');
    expect(headingOf(await signedIn('change'))).toBe('Change your password');
    for (const next of ['//evil.test', 'https://evil.test', 'javascript:alert(1)', 'reset']) {
      expect(headingOf(await signedIn(encodeURIComponent(next)))).toBe('Your security information');
    }
  });

  test('says one thing for every failure', async () => {
    stage.script.failing['signIn'] = new PosternError('sign-in-failed');
    const page = await signedIn();
    expect(summaryOf(page)).toContain('That user name or password is not right.');
    expect(page.body).not.toContain('the old password');
    stage.script.failing['signIn'] = new PosternError('too-many-requests', {
      retryAfterSeconds: 900,
    });
    expect((await signedIn()).body).toContain('Please wait 15 minutes');
    expect(stage.script.noted).toEqual(['sign-in-failed', 'too-many-requests']);
  });

  test('does not bother the service with empty fields', async () => {
    const page = await browser.get('/sign-in');
    const again = await browser.follow(
      await browser.submit(page, { identifier: 'alice', password: '' }),
    );
    expect(summaryOf(again)).toContain('Enter your user name and your password.');
    expect(stage.callsOf('signIn')).toEqual([]);
  });

  test('ends when asked', async () => {
    const page = await signedIn();
    const signOut = formsOf(page).find((form) => form.action === '/sign-out');
    const home = await browser.follow(await browser.post('/sign-out', signOut?.fields ?? {}));
    expect(home.body).toContain('You are signed out.');
    expect(stage.callsOf('signOut')).toHaveLength(1);
    expect(browser.cookies.has('postern-portal')).toBe(false);
  });

  test('is asked for again when it has run out', async () => {
    browser.cookies.set('postern-portal', 'a-token-of-yesterday');
    const page = await browser.follow(await browser.get('/security-info'));
    expect(page.body).toContain('You are not signed in any more.');
    expect(browser.cookies.has('postern-portal')).toBe(false);
  });
});

describe('security information', () => {
  test('shows who it is, where codes go (masked) and when the password was changed', async () => {
    const page = await signedIn();
    for (const text of [alice.displayName, alice.username, 'a•••@private.test', 'October 3, 2026'])
      expect(page.body).toContain(text);
    expect(page.body).not.toContain('alice@private.test');
  });

  test('offers to set up what is missing, and nothing while the account is protected', async () => {
    const missing = { ...stage.script.own, complete: false, missing: ['app-code'] };
    stage.script.own = missing;
    expect((await signedIn()).body).toContain('href="/security-info/set-up"');
    stage.script.own = { ...missing, isFrozen: true };
    const frozen = (await signedIn()).body;
    for (const way of ['/security-info/set-up', '/security-info/add', '/security-info/confirm'])
      expect(frozen).not.toContain(way);
  });
});

describe('changing a known password', () => {
  const fresh = 'four words and a fox';
  const fill = { current: 'the old password', password: fresh, confirmation: fresh };

  test('hands both passwords on, ends the session and says so once', async () => {
    const posted = await browser.submit(await signedIn('change'), fill);
    expect(posted.headers.get('location')).toBe('/change/done');
    const done = await browser.follow(posted);
    expect(headingOf(done)).toBe('Your password is changed');
    expect(stage.callsOf('change').map((args) => args.slice(1))).toEqual([
      [alice.ref, 'the old password', fresh],
    ]);
    expect(browser.cookies.has('postern-portal')).toBe(false);
    expect((await browser.get('/change/done')).headers.get('location')).toBe('/change');
  });

  test.each([
    [{ ...fill, current: '' }, 'Enter your current password.', '#current'],
    [{ ...fill, password: '' }, 'Enter a new password.', '#password'],
    [{ ...fill, confirmation: 'other' }, 'not the same', '#confirmation'],
  ])('asks again for %j', async (fields, text, field) => {
    const again = await browser.follow(await browser.submit(await signedIn('change'), fields));
    expect(summaryOf(again)).toContain(text);
    expect(summaryOf(again)).toContain(`href="${field}"`);
    expect(stage.callsOf('change')).toEqual([]);
  });

  test.each([
    [new PosternError('sign-in-failed'), 'That is not your current password.'],
    [
      new PosternError('password-refused', { faults: [{ path: 'password', code: 'common' }] }),
      'It is a common password',
    ],
    [new PosternError('too-many-requests', { retryAfterSeconds: 60 }), 'Please wait one minute'],
    [new PosternError('unavailable'), 'Nothing is lost'],
  ])('says what is wrong after %s, and keeps the session', async (error, text) => {
    const page = await signedIn('change');
    stage.script.failing['change'] = error;
    const again = await browser.follow(await browser.submit(page, fill));
    expect(headingOf(again)).toBe('Change your password');
    expect(again.body).toContain(text);
    expect(browser.cookies.get('postern-portal')).toBe('signed-in-token');
  });

  test('is refused to somebody who is not signed in', async () => {
    const page = await signedIn('change');
    browser.cookies.delete('postern-portal');
    const posted = await browser.submit(page, fill);
    expect(posted.headers.get('location')).toBe('/sign-in?next=change');
    expect(stage.callsOf('change')).toEqual([]);
  });
});

describe('the "this was not me" link', () => {
  const link = `/not-me?token=${'t'.repeat(43)}`;

  test('loses its secret from the address before anything is shown (R044)', async () => {
    const opened = await browser.get(link);
    expect(opened.status).toBe(303);
    expect(opened.headers.get('location')).toBe('/not-me');
    const page = await browser.follow(opened);
    expect(page.body).not.toContain('ttttt');
    expect(headingOf(page)).toBe('Was this not you?');
  });

  test('changes nothing when it is only opened, however often (A066)', async () => {
    for (let times = 0; times < 5; times += 1) {
      await browser.follow(await browser.get(link));
      await browser.get(link, 'HEAD');
    }
    expect(stage.callsOf('report')).toEqual([]);
  });

  test('reports once, by a button, and says what was done', async () => {
    const page = await browser.follow(await browser.get(link));
    const [form] = formsOf(page);
    const done = await browser.follow(await browser.post('/not-me', form?.fields ?? {}));
    expect(headingOf(done)).toBe('Thank you. Your account is protected.');
    expect(stage.callsOf('report').map((args) => args[1])).toEqual(['t'.repeat(43)]);
    expect(browser.cookies.has('postern-not-me')).toBe(false);
    expect(headingOf(await browser.get('/not-me'))).toBe('This link does not work any more');
  });

  test('says so when it is used up, too old or made up', async () => {
    stage.script.knownLink = false;
    const old = await browser.follow(await browser.get(link));
    expect(headingOf(old)).toBe('This link does not work any more');
    const odd = await browser.follow(await browser.get('/not-me?token=<script>'));
    expect(headingOf(odd)).toBe('This link does not work any more');
    expect(stage.callsOf('known').map((args) => args[1])).toEqual(['t'.repeat(43)]);
  });
});

describe('error pages', () => {
  test.each([
    ['not-found', 404, 'Page not found'],
    ['unknown-host', 421, 'This is not the right address'],
    ['forged-request', 403, 'This page cannot take that'],
    ['too-large', 413, 'We could not read that'],
    ['too-many-requests', 429, 'Please wait a moment'],
    ['unavailable', 503, 'This is not working just now'],
    ['unexpected', 500, 'Something went wrong on our side'],
  ] as const)('say of %s what happened, with the status %i', async (code, status, heading) => {
    stage.script.failing['offered'] = new PosternError(code, { retryAfterSeconds: 90 });
    const page = await browser.get('/reset');
    expect(page.status).toBe(status);
    expect(headingOf(page)).toBe(heading);
    expect(page.body).toContain('<bdi>R4TT-9XBM</bdi>');
  });

  test('work when not even the name of the organisation can be read', async () => {
    stage.script.failing['organisation'] = new PosternError('unavailable');
    const page = await browser.get('/');
    expect(page.status).toBe(503);
    expect(headingOf(page)).toBe('This is not working just now');
  });

  test('tell nothing of the organisation under a foreign address', async () => {
    stage.script.failing['offered'] = new PosternError('unknown-host');
    expect((await browser.get('/reset')).body).not.toMatch(/Contoso|contoso/);
  });

  test('do not hide a defect behind another page', async () => {
    stage.script.progress = progressIn('password', { passwordRules: null });
    const page = await browser.get('/reset');
    const posted = await browser.submit(page, { identifier: 'alice' });
    expect((await browser.follow(posted)).status).toBe(500);
  });
});
