// The pages of locked accounts, of passwords that have run out, and of what a directory asks of a new one.
import { beforeEach, describe, expect, test } from 'vitest';
import { PosternError } from '../domain/errors.ts';
import type { UnlockChance } from '../services/reset/reset-service.ts';
import { headingOf } from '../../test/kit/portal-client.ts';
import { passwordRules, portalStage, progressIn } from '../../test/kit/portal-stage.ts';
import { CONTINUE } from './journey.ts';

let stage: ReturnType<typeof portalStage>;
let browser: ReturnType<typeof stage.browser>;

beforeEach(() => {
  stage = portalStage();
  browser = stage.browser();
});

describe('the start page', () => {
  test('offers a reset alone where nothing can be unlocked without one', async () => {
    const page = await browser.get('/');
    expect(page.body).not.toContain('href="/unlock"');
    expect(page.body).toContain('I forgot my password');
  });

  test('tells the two ways apart by what becomes of the password', async () => {
    stage.script.unlock = true;
    const { body } = await browser.get('/');
    expect(body).toMatch(/href="\/reset"[^]*I forgot my password[^]*You choose a new one/);
    expect(body).toMatch(/href="\/unlock"[^]*I know my password[^]*You keep your password/);
  });
});

describe('/unlock', () => {
  test('leads to a new password where the organisation unlocks no other way', async () => {
    const page = await browser.get('/unlock');
    expect(headingOf(page)).toBe('Unlocking alone is not switched on here');
    expect(page.body).toContain('href="/reset"');
    expect(page.body).not.toContain('name="identifier"');
  });

  test('begins an unlock, and says nothing of who was typed', async () => {
    stage.script.unlock = true;
    const page = await browser.get('/unlock');
    expect(headingOf(page)).toBe('Unlock your account');
    const posted = await browser.submit(page, { identifier: 'alice' });
    expect(posted.headers.get('location')).toBe(CONTINUE);
    expect(stage.callsOf('start')[0]?.slice(1)).toEqual(['alice', 'unlock']);
  });

  test('points out what was typed wrongly', async () => {
    stage.script.unlock = true;
    const posted = await browser.submit(await browser.get('/unlock'), { identifier: '' });
    const page = await browser.follow(posted);
    expect(page.body).toContain('Enter your user name or email address.');
    expect(stage.callsOf('start')).toEqual([]);
  });
});

async function begun(chance: UnlockChance) {
  stage.script.unlock = true;
  stage.script.progress = progressIn('unlock', { unlock: chance });
  await browser.submit(await browser.get('/unlock'), { identifier: 'alice' });
  return browser.get(CONTINUE);
}

describe('after the proofs of an unlock', () => {
  test('one press ends the lock', async () => {
    const page = await begun('possible');
    expect(page.body).toContain('Unlock my account');
    expect(page.body).toContain('does not change your password');
    stage.script.progress = progressIn('done', { kind: 'unlock' });
    const posted = await browser.post('/unlock/confirm', {
      form_token: /action="\/unlock\/confirm"[^]*?value="([^"]+)"/.exec(page.body)?.[1] ?? '',
    });
    expect(stage.callsOf('unlock')).toHaveLength(1);
    expect(headingOf(await browser.follow(posted))).toBe('Your account is unlocked');
  });

  test.each([
    ['not-locked', 'Your account is not locked'],
    ['never-locks', 'Your account is never locked'],
    ['switched-off', 'Unlocking alone is switched off'],
  ] as const)('"%s" is said, and a new password offered without further proof', async (...of) => {
    const [chance, heading] = of;
    const page = await begun(chance);
    expect(headingOf(page)).toBe(heading);
    expect(page.body).not.toContain('/unlock/confirm');
    expect(page.body).toContain('without proving again');
    const token = /action="\/unlock\/password"[^]*?value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    await browser.post('/unlock/password', { form_token: token });
    expect(stage.callsOf('wantPassword')).toHaveLength(1);
  });

  test('a directory that does not answer costs nothing', async () => {
    const page = await begun('unanswered');
    expect(headingOf(page)).toBe('We cannot see your account just now');
    expect(page.body).toContain('Nothing is lost');
  });

  test.each([
    [new PosternError('unavailable'), 'Nothing is lost'],
    [
      new PosternError('unlock-refused', { faults: [{ path: '', code: 'not-permitted' }] }),
      'Your account was not unlocked. The directory does not let us',
    ],
  ])('a failure is told on the same page: %s', async (error, words) => {
    const page = await begun('possible');
    stage.script.failing['unlock'] = error;
    const token = /action="\/unlock\/confirm"[^]*?value="([^"]+)"/.exec(page.body)?.[1] ?? '';
    const again = await browser.follow(
      await browser.post('/unlock/confirm', { form_token: token }),
    );
    expect(headingOf(again)).toBe('Your account is locked');
    expect(again.body).toContain(words);
  });

  test.each(['writing', 'uncertain', 'expired', 'cancelled'] as const)(
    'no page of the state %s speaks of a new password',
    async (state) => {
      await begun('possible');
      stage.script.progress = progressIn(state, { kind: 'unlock' });
      const { body } = await browser.get(CONTINUE);
      expect(body).not.toMatch(/new password/i);
    },
  );
});

describe('a password that has run out', () => {
  async function heldUp(reason: 'password-expired' | 'must-change') {
    stage.script.heldUp = reason;
    const posted = await browser.submit(await browser.get('/sign-in'), {
      identifier: 'alice',
      password: 'the password of yesterday',
    });
    expect(browser.cookies.has('postern-portal')).toBe(false);
    return browser.follow(posted);
  }

  test.each([
    ['password-expired', 'Your password has run out'],
    ['must-change', 'You have to choose a new password'],
  ] as const)('leads to a page of its own: %s', async (reason, heading) => {
    const page = await heldUp(reason);
    expect(new URL(page.url).pathname).toBe('/sign-in/new-password');
    expect(headingOf(page)).toBe(heading);
    expect(page.body).toContain('autocomplete="current-password"');
  });

  test('is replaced with the old one, and then signed in with', async () => {
    const page = await heldUp('must-change');
    const posted = await browser.submit(page, {
      current: 'the password of yesterday',
      password: 'Seven green lanterns at noon',
      confirmation: 'Seven green lanterns at noon',
    });
    expect(stage.callsOf('replace')[0]?.slice(1)).toEqual([
      'held-up-token',
      'the password of yesterday',
      'Seven green lanterns at noon',
    ]);
    const next = await browser.follow(posted);
    expect(headingOf(next)).toBe('Sign in');
    expect(next.body).toContain('Your new password is set');
    expect(browser.cookies.has('postern-new-password')).toBe(false);
  });

  test('is nobody’s page without a sign-in that asked for it', async () => {
    expect((await browser.get('/sign-in/new-password')).headers.get('location')).toBe('/sign-in');
  });
});

test('a failed sign-in names the ways out of a lock to everybody alike', async () => {
  stage.script.unlock = true;
  stage.script.failing['signIn'] = new PosternError('sign-in-failed');
  const posted = await browser.submit(await browser.get('/sign-in'), {
    identifier: 'nobody-at-all',
    password: 'wrong',
  });
  const page = await browser.follow(posted);
  expect(page.body).toContain('your account may be locked');
  expect(page.body).toContain('href="/unlock"');
});

describe('the rules of a directory', () => {
  const rulesShown = async () => {
    await browser.submit(await browser.get('/reset'), { identifier: 'alice' });
    stage.script.progress = progressIn('password', { passwordRules: stage.script.rules });
    return (await browser.get(CONTINUE)).body;
  };

  test('are shown before anybody types', async () => {
    stage.script.rules = {
      ...passwordRules,
      minLength: 20,
      historyLength: 24,
      complexity: true,
      minAgeSeconds: 86_400,
    };
    const body = await rulesShown();
    expect(body).toContain('has at least 20 characters');
    expect(body).toContain('is none of your last 24 passwords');
    expect(body).toMatch(/data-rule="classes" data-value="3"[^>]*>has three of/);
    expect(body).toContain('can be changed again after one day');
  });

  test('say once what both ask for', async () => {
    stage.script.rules = { ...passwordRules, characterClasses: 3, complexity: true };
    expect((await rulesShown()).match(/data-rule="classes"/g)).toHaveLength(1);
  });

  test('say when a password that is too young can be changed', async () => {
    const changeableFrom = stage.clock.now() + 3_600_000;
    stage.script.rules = { ...passwordRules, minAgeSeconds: 86_400, changeableFrom };
    await browser.submit(await browser.get('/sign-in'), { identifier: 'a', password: 'b' });
    const page = await browser.get('/change');
    expect(page.body).toContain('You can change it again after');
    stage.clock.advanceSeconds(3600);
    expect((await browser.get('/change')).body).not.toContain('You can change it again after');
  });
});
