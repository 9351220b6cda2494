import { beforeEach, describe, expect, test } from 'vitest';
import { formsOf, formWith, headingOf, type Page } from '../../test/kit/portal-client.ts';
import { MORNING } from '../../test/kit/clock.ts';
import { portalStage, type StageBrowser } from '../../test/kit/portal-stage.ts';
import { PosternError } from '../domain/errors.ts';
import type { RegisteredMethod } from '../services/registration/registration-service.ts';
import { pathOf, placeAfterProof } from './own-methods.ts';

let stage: ReturnType<typeof portalStage>;
let browser: StageBrowser;

const phone: RegisteredMethod = {
  id: 'reg_1',
  methodId: 'app-code',
  label: '<b>Phone</b>',
  destination: null,
  source: 'user',
  isDefault: false,
  enabled: true,
  usableFrom: MORNING + 3_600_000,
  createdAt: MORNING,
  lastUsedAt: null,
  left: null,
};

beforeEach(() => {
  stage = portalStage();
  browser = stage.browser();
  browser.cookies.set('postern-portal', 'signed-in-token');
  stage.script.own = { ...stage.script.own, registered: [phone] };
});

const location = (page: Page) => page.headers.get('location');
const proofNeeded = new PosternError('reauthentication-required');

describe('the place to go on to after a proof', () => {
  test.each(['add', 'add/app-code', 'set-up', 'registrations/reg_1', 'registrations/reg_1/remove'])(
    'is %s',
    (place) => expect(pathOf(placeAfterProof(place))).toBe(`/security-info/${place}`),
  );

  test.each([
    undefined,
    '',
    '//evil.example',
    'https://evil.example',
    '../change',
    'add/../../not-me',
    'add/app-code?x=1',
    'add\r\nLocation: //evil.example',
    'registrations/enr_1',
    'confirm',
  ])('is the list for %j (A062)', (place) => {
    expect(pathOf(placeAfterProof(place))).toBe('/security-info');
  });
});

describe('the list', () => {
  test('shows what was registered as text, when it counts, and where to change it', async () => {
    const { body } = await browser.get('/security-info');
    expect(body).toContain('&lt;b&gt;Phone&lt;/b&gt;');
    expect(body).toContain('Can be used for a reset from November 22, 2026');
    expect(body).toContain('href="/security-info/registrations/reg_1"');
  });

  test.each(['', '/add', '/add/app-code', '/set-up', '/enrolments/enr_1', '/prove'])(
    'and %s ask who is not signed in to sign in',
    async (path) => {
      browser.cookies.clear();
      expect(location(await browser.get(`/security-info${path}`))).toBe(
        '/sign-in?next=security-info',
      );
    },
  );
});

describe('a sign-in', () => {
  const submit = async () => {
    const page = await browser.get('/sign-in?next=change');
    return browser.submit(page, { identifier: 'alice', password: 'right' });
  };

  test('goes on where it was asked for when nothing is missing', async () => {
    expect(location(await submit())).toBe('/change');
  });

  test('goes to what is missing first', async () => {
    stage.script.guidance = {
      wants: 'registration',
      missing: ['app-code'],
      maySkip: false,
      skipsLeft: 0,
    };
    const page = await browser.follow(await submit());
    expect(headingOf(page)).toBe('Make sure that you can get back in');
    expect(page.body).toContain('This cannot be put off any more.');
    expect(formsOf(page).some(({ action }) => action.endsWith('/skip'))).toBe(false);
  });
});

describe('adding', () => {
  test('begins, shows what was begun, and says that it has to wait', async () => {
    const begun = await browser.submit(await browser.get('/security-info/add'), {
      method: 'app-code',
    });
    expect(location(begun)).toBe('/security-info/enrolments/enr_1');
    const page = await browser.follow(begun);
    expect(page.body).toContain('<svg>');
    const done = await browser.submit(page, { code: '123456' });
    expect(location(done)).toBe('/security-info');
    expect(stage.callsOf('finish')[0]?.slice(2)).toEqual(['enr_1', { code: '123456', name: '' }]);
    expect((await browser.follow(done)).body).toContain('only after a while');
  });

  test('keeps the name that was typed when the code was wrong, and says how many tries are left', async () => {
    stage.script.accepted = false;
    const page = await browser.get('/security-info/enrolments/enr_1');
    const again = await browser.submit(page, { code: '000000', name: 'Mine' });
    expect(again.status).toBe(200);
    expect(again.body).toContain('You have 4 more tries.');
    expect(again.body).toContain('value="Mine"');
    expect(again.body).not.toContain('000000');
  });

  test('does not count a code that was left out', async () => {
    const page = await browser.get('/security-info/enrolments/enr_1');
    const again = await browser.submit(page, { code: ' ' });
    expect(again.body).toContain('Enter the code.');
    expect(stage.callsOf('finish')).toEqual([]);
  });

  test('begins again when nothing waits for an answer any more', async () => {
    expect(location(await browser.get('/security-info/enrolments/enr_2'))).toBe(
      '/security-info/add',
    );
  });

  test('refuses fields that the page does not have', async () => {
    const page = await browser.get('/security-info/enrolments/enr_1');
    const form = formWith(page, 'code');
    const posted = await browser.post(form.action, { ...form.fields, code: '1', seed: 'mine' });
    expect(posted.status).toBe(400);
    expect(stage.callsOf('finish')).toEqual([]);
  });
});

describe('a change that needs another proof', () => {
  test.each([
    ['requireProof', '/security-info/add', 'add'],
    ['requireProof', '/security-info/registrations/reg_1/remove', 'registrations/reg_1/remove'],
  ])('asks for it (%s) and comes back to %s', async (name, path, place) => {
    stage.script.failing[name] = proofNeeded;
    const asked = await browser.get(path);
    expect(location(asked)).toBe(`/security-info/prove?next=${encodeURIComponent(place)}`);
    const prove = await browser.follow(asked);
    const proved = await browser.submit(prove, { password: 'right' });
    expect(location(proved)).toBe(path);
    expect(browser.cookies.get('postern-portal')).toBe('again');
  });

  test('is posted again only after the proof', async () => {
    const page = await browser.get('/security-info/registrations/reg_1');
    stage.script.failing['rename'] = proofNeeded;
    const posted = await browser.submit(page, { name: 'New' });
    expect(location(posted)).toBe('/security-info/prove?next=registrations%2Freg_1');
  });

  test('says what is wrong with the password, and counts nothing for none', async () => {
    const prove = await browser.get('/security-info/prove?next=add');
    const empty = await browser.follow(await browser.submit(prove, { password: '' }));
    expect(empty.body).toContain('Enter your password.');
    expect(stage.callsOf('reauthenticate')).toEqual([]);
    stage.script.failing['reauthenticate'] = new PosternError('sign-in-failed');
    const wrong = await browser.follow(await browser.submit(prove, { password: 'no' }));
    expect(wrong.body).toContain('That is not your password.');
    expect(formWith(wrong, 'password').fields['next']).toBe('add');
  });

  test('can be made by an older method, which gives the session another token', async () => {
    const prove = await browser.get('/security-info/prove?next=add');
    const form = formsOf(prove).find(({ action }) => action.endsWith('/method'));
    const asked = await browser.post(form?.action ?? '', form?.fields ?? {});
    expect(location(asked)).toBe('/security-info/prove/chl_1?next=add');
    const proved = await browser.submit(await browser.follow(asked), { code: '123456' });
    expect(location(proved)).toBe('/security-info/add');
    expect(stage.callsOf('proveStepUp')[0]?.slice(2)).toEqual(['chl_1', '123456']);
  });
});

test('what cannot be done is said on the list, and noted', async () => {
  const page = await browser.get('/security-info/registrations/reg_1/remove');
  stage.script.failing['remove'] = new PosternError('conflict');
  const form = formsOf(page).find(({ action }) => action.endsWith('/remove'));
  const posted = await browser.post(form?.action ?? '', form?.fields ?? {});
  expect((await browser.follow(posted)).body).toContain('That was changed meanwhile.');
  expect(stage.script.noted).toEqual(['conflict']);
});

test('a name that cannot be one is said beside its field, with what was typed', async () => {
  const page = await browser.get('/security-info/registrations/reg_1');
  stage.script.failing['rename'] = new PosternError('bad-request', {
    faults: [{ path: 'name', code: 'too-long', params: { max: 64 } }],
  });
  const again = await browser.submit(page, { name: 'x'.repeat(65) });
  expect(again.body).toContain('The longest length allowed is 64.');
  expect(again.body).toContain(`value="${'x'.repeat(65)}"`);
});
