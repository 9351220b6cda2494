import { beforeEach, expect, test } from 'vitest';
import { headingOf } from '../../test/kit/portal-client.ts';
import { portalStage, type StageBrowser } from '../../test/kit/portal-stage.ts';
import { PosternError } from '../domain/errors.ts';

let stage: ReturnType<typeof portalStage>;
let browser: StageBrowser;

beforeEach(() => {
  stage = portalStage();
  browser = stage.browser();
});

const typed = { identifier: 'alice', code: 'AAAA-BBBB' };

test('no page links to the break-glass page', async () => {
  for (const path of ['/', '/reset', '/help', '/sign-in']) {
    expect((await browser.get(path)).body).not.toContain('break-glass');
  }
});

test('says before anything is typed that everybody will be told', async () => {
  const page = await browser.get('/break-glass');
  expect(headingOf(page)).toBe('Break-glass code');
  expect(page.body).toContain('Every administrator is told at once');
});

test('hands what was typed over and goes on to the reset it opened', async () => {
  const answer = await browser.submit(await browser.get('/break-glass'), typed);
  expect(answer.headers.get('location')).toBe('/reset/continue');
  expect(stage.script.calls.at(-1)).toMatchObject({
    name: 'openByBreakGlass',
    args: [expect.anything(), 'alice', 'AAAA-BBBB'],
  });
  expect(browser.cookies.get('postern-reset')).toBe('broken-glass-token');
});

test.each([
  ['break-glass-mistyped', 'copied wrongly'],
  ['break-glass-refused', 'does not open this account'],
] as const)(
  'explains %s beside the field, and shows nothing of the code again',
  async (code, says) => {
    stage.script.failing['openByBreakGlass'] = new PosternError(code);
    const answer = await browser.submit(await browser.get('/break-glass'), typed);
    const page = await browser.follow(answer);
    expect(page.body).toContain(says);
    expect(page.body).not.toContain('AAAA-BBBB');
    expect(browser.cookies.has('postern-reset')).toBe(false);
  },
);

test('says how long to wait when the tries are used up', async () => {
  stage.script.failing['openByBreakGlass'] = new PosternError('too-many-requests', {
    retryAfterSeconds: 1800,
  });
  const answer = await browser.submit(await browser.get('/break-glass'), typed);
  expect((await browser.follow(answer)).body).toContain('30 minutes');
});
