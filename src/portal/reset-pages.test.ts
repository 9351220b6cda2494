import { beforeEach, describe, expect, test } from 'vitest';
import { portalStage, progressIn, type StageBrowser } from '../../test/kit/portal-stage.ts';
import { formsOf, headingOf, type Page } from '../../test/kit/portal-client.ts';
import { PosternError } from '../domain/errors.ts';
import { resetStates } from '../domain/reset/session.ts';

const CONTINUE = '/reset/continue';
let stage: ReturnType<typeof portalStage>;
let browser: StageBrowser;

beforeEach(() => {
  stage = portalStage();
  browser = stage.browser();
});

/** A browser that has said who it is. */
async function begun(): Promise<Page> {
  const page = await browser.get('/reset');
  return browser.follow(await browser.submit(page, { identifier: 'alice' }));
}

const titleOf = (page: Page) => /<title>(.*?)<\/title>/.exec(page.body)?.[1];
const summaryOf = (page: Page) => /<div class="problems"[\s\S]*?<\/div>/.exec(page.body)?.[0];

describe('saying who you are', () => {
  test('leads to the page of the true state, with the secret in a cookie alone', async () => {
    const posted = await browser.submit(await browser.get('/reset'), { identifier: 'alice' });
    expect(posted.status).toBe(303);
    expect(posted.headers.get('location')).toBe(CONTINUE);
    expect(posted.body).toBe('');
    const cookie = posted.headers.getSetCookie().find((line) => line.includes('first-token'));
    expect(cookie).toMatch(/HttpOnly/);
    expect(cookie).toMatch(/SameSite=Lax/);
    // The quarter of an hour that the reset lives, and an hour in which its page can say that it ran out.
    expect(cookie).toMatch(/Max-Age=4500\b/);
    expect(stage.callsOf('start')).toEqual([
      [{ tenantId: 'tnt_1', ip: '192.0.2.7', userAgent: 'a browser', locale: 'en' }, 'alice'],
    ]);
    const page = await browser.follow(posted);
    expect(headingOf(page)).toBe('Enter the code');
    expect(page.body).not.toContain('first-token');
  });

  test.each([
    ['', 'Enter your user name or email address.'],
    ['   ', 'Enter your user name or email address.'],
    ['a'.repeat(257), 'too long for a user name'],
    ['ali\u200bce', 'characters that no user name has'],
  ])('asks again for %j, in the summary and beside the field', async (identifier, text) => {
    const posted = await browser.submit(await browser.get('/reset'), { identifier });
    expect(posted.headers.get('location')).toBe('/reset');
    const page = await browser.follow(posted);
    expect(titleOf(page)).toBe('Error: Reset your password – Contoso');
    expect(summaryOf(page)).toContain(text);
    expect(summaryOf(page)).toContain('href="#identifier"');
    expect(summaryOf(page)).toMatch(/tabindex="-1" autofocus/);
    expect(page.body).toMatch(/<input id="identifier"[^>]*aria-invalid="true"/);
    expect(page.body).toMatch(/aria-describedby="identifier-problem identifier-hint"/);
    expect(page.body).toMatch(/<p class="problem" id="identifier-problem">/);
    expect(stage.callsOf('start')).toEqual([]);
    // Said once: a reload shows a clean page.
    expect(titleOf(await browser.get('/reset'))).toBe('Reset your password – Contoso');
  });

  test('says how long to wait after too many', async () => {
    stage.script.failing['start'] = new PosternError('too-many-requests', {
      retryAfterSeconds: 800,
    });
    const page = await browser.follow(
      await browser.submit(await browser.get('/reset'), { identifier: 'alice' }),
    );
    expect(page.body).toContain('Please wait 14 minutes and try again.');
    expect(stage.script.noted).toEqual(['too-many-requests']);
    expect(browser.cookies.has('postern-reset')).toBe(false);
  });

  test('says kindly that it is not switched on, and whom to ask', async () => {
    stage.script.offered = false;
    const page = await browser.get('/reset');
    expect(headingOf(page)).toBe('Password reset is not switched on here');
    expect(page.body).toContain('href="mailto:help@contoso.test"');
    expect(formsOf(page)).toEqual([]);
  });

  test('tells about cookies when the browser kept none', async () => {
    const page = await browser.get('/reset');
    browser.cookies.clear();
    const posted = await browser.submit(page, { identifier: 'alice' });
    expect(posted.status).toBe(400);
    expect(headingOf(posted)).toBe('Your browser did not keep a cookie');
    expect(posted.body).toContain('href="/reset"');
    expect(stage.callsOf('start')).toEqual([]);
  });

  test('offers to go on with a reset that is under way, and not with one that ended', async () => {
    await begun();
    expect((await browser.get('/reset')).body).toContain(`href="${CONTINUE}"`);
    stage.script.progress = progressIn('cancelled');
    expect((await browser.get('/reset')).body).not.toContain(`href="${CONTINUE}"`);
    stage.script.progress = null;
    expect((await browser.get('/reset')).status).toBe(200);
  });

  test('passes a failure it has no words for on to the error page', async () => {
    const page = await browser.get('/reset');
    stage.script.failing['start'] = new PosternError('unavailable');
    const posted = await browser.submit(page, { identifier: 'alice' });
    expect(posted.status).toBe(503);
    expect(headingOf(posted)).toBe('This is not working just now');
    expect(posted.body).toContain('R4TT-9XBM');
  });
});

describe('the step shown', () => {
  test.each(resetStates)(
    'is that of the state %s, whatever address is asked for',
    async (state) => {
      await begun();
      stage.script.progress = progressIn(state);
      const page = await browser.get(CONTINUE);
      const headings = {
        choosing: 'How shall we check that it is you?',
        proving: 'Enter the code',
        password: 'Choose a new password',
        unlock: 'Your account is locked',
        writing: 'Your new password is being set',
        uncertain: 'We are waiting for an answer',
        done: 'Your new password is set',
        unknown: 'We cannot find out whether your new password was set',
        'not-eligible': 'This account cannot be reset here',
        blocked: 'This reset was stopped',
        expired: 'The time for this reset has run out',
        cancelled: 'You cancelled the reset',
      };
      expect(headingOf(page)).toBe(headings[state]);
      expect(page.body).toContain('<bdi>K7QM-2F9T</bdi>');
      for (const path of ['/reset/method', '/reset/code', '/reset/password', '/reset/cancel']) {
        expect((await browser.get(path)).headers.get('location')).toBe(CONTINUE);
      }
    },
  );

  test.each([CONTINUE])(
    'is the beginning when there is no reset, or none is known',
    async (path) => {
      const without = await browser.follow(await browser.get(path));
      expect(without.body).toContain('Please begin here');
      await begun();
      stage.script.progress = null;
      const unknown = await browser.get(path);
      expect(unknown.headers.get('location')).toBe('/reset');
      expect(browser.cookies.has('postern-reset')).toBe(false);
    },
  );

  test('counts the steps that the policy asks for', async () => {
    await begun();
    expect((await browser.get(CONTINUE)).body).toContain('Step 2 of 3');
    stage.script.progress = progressIn('choosing', { gatesRequired: 2, gatesFilled: 1 });
    expect((await browser.get(CONTINUE)).body).toContain('Step 3 of 4');
    stage.script.progress = progressIn('password', { gatesRequired: 2, gatesFilled: 2 });
    expect((await browser.get(CONTINUE)).body).toContain('Step 4 of 4');
  });

  test.each([
    ['out-of-order', 'We have brought you to the step where your reset stands.'],
    ['unavailable', 'Nothing is lost: please try again in a moment.'],
    ['busy', 'Nothing is lost: please try again in a moment.'],
    ['session-expired', 'The time for this reset has run out'],
  ] as const)('after %s is the true one, with a gentle word', async (code, text) => {
    const page = await begun();
    stage.script.failing['prove'] = new PosternError(code);
    if (code === 'session-expired') stage.script.progress = progressIn('expired');
    const posted = await browser.submit(page, { code: '12345678' });
    expect(posted.headers.get('location')).toBe(CONTINUE);
    expect((await browser.follow(posted)).body).toContain(text);
    expect(stage.script.noted).toEqual([code]);
  });
});

describe('choosing how', () => {
  beforeEach(() => {
    stage.script.progress = progressIn('choosing', { methods: ['email', 'text'] });
  });

  test('hands the chosen method on', async () => {
    const page = await begun();
    expect(page.body.match(/type="radio"/g)).toHaveLength(2);
    await browser.submit(page, { method: 'email' });
    expect(stage.callsOf('chooseMethod').map((args) => args.slice(1))).toEqual([
      ['first-token', 'email'],
    ]);
  });

  test('asks again when nothing was chosen', async () => {
    const page = await begun();
    const again = await browser.follow(await browser.submit(page, { method: '' }));
    expect(summaryOf(again)).toContain('href="#method-email"');
    expect(stage.callsOf('chooseMethod')).toEqual([]);
  });
});

describe('entering the code', () => {
  test('can be filled in by the browser and typed on a number pad', async () => {
    const page = await begun();
    expect(page.body).toMatch(/<input id="code"[^>]*inputmode="numeric"/);
    expect(page.body).toMatch(/<input id="code"[^>]*autocomplete="one-time-code"/);
  });

  test('is the same page for everybody and says why nothing may come', async () => {
    const page = await begun();
    expect(page.body).toContain(
      'Your organisation may not have switched this on for your account.',
    );
    expect(page.body).not.toContain('alice');
    expect(page.body).toContain('It is valid for 10 more minutes.');
    expect(page.body).toContain('You can ask for another code in 1:00.');
  });

  test('changes the secret of the browser when the code is right', async () => {
    const page = await begun();
    stage.script.progress = progressIn('password');
    const next = await browser.follow(await browser.submit(page, { code: '04718329' }));
    expect(headingOf(next)).toBe('Choose a new password');
    expect(browser.cookies.get('postern-reset')).toBe('second-token');
    expect(stage.callsOf('prove').map((args) => args.slice(1))).toEqual([
      ['first-token', '04718329'],
    ]);
  });

  test('says that a code is wrong, and how many tries are left', async () => {
    const page = await begun();
    stage.script.accepted = false;
    stage.script.progress = progressIn('proving', {
      challenge: {
        methodId: 'email',
        ask: 'code',
        isSent: true,
        prompt: null,
        attemptsLeft: 1,
        expiresAt: stage.clock.now() + 60_000,
        resendAt: null,
      },
    });
    const again = await browser.follow(await browser.submit(page, { code: '11111111' }));
    expect(titleOf(again)).toBe('Error: Enter the code – Contoso');
    expect(summaryOf(again)).toContain('You have one more try with this code.');
    expect(again.body).toContain('It is valid for one more minute.');
    expect(again.body).toContain('No more codes can be sent in this reset.');
    expect(again.body).not.toContain('11111111');
    expect(browser.cookies.get('postern-reset')).toBe('first-token');
  });

  test('does not spend a try on an empty field', async () => {
    const page = await begun();
    const again = await browser.follow(await browser.submit(page, { code: '  ' }));
    expect(summaryOf(again)).toContain('Enter the code from the message.');
    expect(stage.callsOf('prove')).toEqual([]);
  });

  test('sends another code when asked, and says so without saying whether there is an account', async () => {
    const page = await begun();
    const again = await browser.follow(await browser.submit(page, { method: 'email' }));
    expect(again.body).toContain('If your account can be reset here, another code is on its way.');
    expect(stage.callsOf('chooseMethod')).toHaveLength(1);
  });

  test('asks for patience when another code is asked for too soon', async () => {
    const page = await begun();
    stage.script.failing['chooseMethod'] = new PosternError('too-many-requests');
    const again = await browser.follow(await browser.submit(page, { method: 'email' }));
    expect(again.body).toContain('Please wait a moment before you ask for another code.');
  });

  test('can be given up', async () => {
    const page = await begun();
    const cancel = formsOf(page).find((form) => form.action === '/reset/cancel');
    stage.script.progress = progressIn('cancelled');
    const ended = await browser.follow(await browser.post('/reset/cancel', cancel?.fields ?? {}));
    expect(headingOf(ended)).toBe('You cancelled the reset');
    expect(stage.callsOf('cancel')).toHaveLength(1);
  });
});

describe('choosing a new password', () => {
  const good = 'four words and a fox';

  beforeEach(() => {
    stage.script.progress = progressIn('password');
  });

  test('shows the rules before anything is typed', async () => {
    const page = await begun();
    expect(page.body).toContain('has at least 15 characters');
    expect(page.body).toContain('does not contain your name');
    expect(page.body.match(/autocomplete="new-password"/g)).toHaveLength(2);
  });

  test('hands the password on exactly as typed', async () => {
    const page = await begun();
    stage.script.progress = progressIn('done');
    const odd = ' ä+%&=ß\u{1f98a} «ok» ';
    const next = await browser.follow(
      await browser.submit(page, { password: odd, confirmation: odd }),
    );
    expect(stage.callsOf('setPassword').map((args) => args[2])).toEqual([odd]);
    expect(headingOf(next)).toBe('Your new password is set');
  });

  test.each([
    [{ password: '', confirmation: '' }, 'Enter a new password.', '#password'],
    [{ password: good, confirmation: `${good}!` }, 'not the same', '#confirmation'],
  ])('asks again for %j', async (fields, text, field) => {
    const again = await browser.follow(await browser.submit(await begun(), fields));
    expect(summaryOf(again)).toContain(text);
    expect(summaryOf(again)).toContain(`href="${field}"`);
    expect(again.body).not.toContain(good);
    expect(stage.callsOf('setPassword')).toEqual([]);
  });

  test('takes two spellings of the same letters for the same password', async () => {
    const page = await begun();
    await browser.submit(page, { password: 'ä four words', confirmation: 'a\u0308 four words' });
    expect(stage.callsOf('setPassword')).toHaveLength(1);
  });

  test('says every reason of a refusal in plain words, and keeps the reset', async () => {
    const page = await begun();
    stage.script.failing['setPassword'] = new PosternError('password-refused', {
      faults: [
        { path: 'password', code: 'too-short', params: { minLength: 15 } },
        { path: 'password', code: 'in-history' },
      ],
    });
    const again = await browser.follow(
      await browser.submit(page, { password: good, confirmation: good }),
    );
    expect(headingOf(again)).toBe('Choose a new password');
    expect(summaryOf(again)).toContain('It needs at least 15 characters.');
    expect(summaryOf(again)).toContain('You have used it before.');
    expect(browser.cookies.get('postern-reset')).toBe('first-token');
  });

  test('says so when a refusal has no reason we know', async () => {
    const page = await begun();
    stage.script.failing['setPassword'] = new PosternError('password-refused');
    const again = await browser.follow(
      await browser.submit(page, { password: good, confirmation: good }),
    );
    expect(summaryOf(again)).toContain('This password cannot be used.');
  });

  test('shows what a request that was first has made of the reset', async () => {
    const page = await begun();
    stage.script.failing['setPassword'] = new PosternError('conflict');
    const posted = await browser.submit(page, { password: good, confirmation: good });
    expect([posted.status, posted.headers.get('location')]).toEqual([303, '/reset/continue']);
  });

  test('says so when the write was not made', async () => {
    const again = await browser.follow(
      await browser.submit(await begun(), { password: good, confirmation: good }),
    );
    expect(again.body).toContain('Your new password was not set');
  });
});
