// The demo as `postern demo` starts it: people, groups, mailbox.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { smtp } from '../../src/channels/smtp.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import { loadConfig } from '../../src/server/config/index.ts';
import { openMailbox } from '../../src/server/demo/mailbox.ts';
import { administrator, groups, people } from '../../src/server/demo/people.ts';
import { type RunningDemo, startDemo } from '../../src/server/demo/start-demo.ts';
import { createLog } from '../../src/server/runtime/log.ts';
import { ApiClient } from '../kit/api-client.ts';
import { ResetClient } from '../kit/reset-client.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-demo-'));
const log = createLog({ level: 'silent' });
let demo: RunningDemo;

const start = () => {
  const environment = { POSTERN_PORT: '0', POSTERN_DATA_DIR: folder };
  return startDemo(loadConfig({ file: null, environment, needsMail: false }), log);
};

beforeAll(async () => {
  demo = await start();
});
afterAll(async () => {
  await demo.stop('test');
  rmSync(folder, { recursive: true });
});

const asAdministrator = () =>
  ApiClient.signIn(demo.url, administrator.username, administrator.password);

describe('the demo', () => {
  test('tells where everything is, whom to be, and says last that it is ready', () => {
    const text = demo.banner.join('\n');
    for (const path of ['/', '/admin/', '/demo/mailbox'])
      expect(text).toContain(`${demo.url}${path}`);
    for (const { username, password } of [administrator, ...people]) {
      expect(text).toContain(username);
      expect(text).toContain(password);
    }
    expect(demo.banner.at(-1)).toBe(`ready ${demo.url}`);
  });

  test('starts switched off, with limits relaxed within their ranges', async () => {
    const client = await asAdministrator();
    const { policy } = await client.ok<{
      policy: { scope: object; limits: Record<string, number> };
    }>('GET', '/policy');
    expect(policy.scope).toMatchObject({ mode: 'none' });
    expect(policy.limits).toMatchObject({
      'start-per-identifier': 30,
      'start-per-address': 1000,
      'mail-per-destination-per-hour': 60,
    });
  });

  test('knows everybody it names, each able to sign in unless disabled', async () => {
    const client = await asAdministrator();
    const { items } = await client.ok<{ items: { username: string; enabled: boolean }[] }>(
      'GET',
      '/users?limit=100',
    );
    expect(items.map(({ username }) => username).toSorted()).toEqual(
      [administrator, ...people].map(({ username }) => username).toSorted(),
    );
    expect(items.filter(({ enabled }) => !enabled).map(({ username }) => username)).toEqual([
      'paul.ivers',
    ]);
  });

  test('has a helpdesk agent who may look and not change', async () => {
    const agent = people.find(({ role }) => role === 'helpdesk-administrator');
    const client = await ApiClient.signIn(demo.url, agent?.username ?? '', agent?.password ?? '');
    expect((await client.call('GET', '/users')).status).toBe(200);
    expect((await client.call('GET', '/policy')).status).toBe(403);
  });

  test('nests its groups, so that the pilot holds people two groups deep', async () => {
    const client = await asAdministrator();
    type Found = { items: { name: string; directoryId: string; anchor: string }[] };
    const { items } = await client.ok<Found>('GET', '/groups?limit=100');
    expect(items.map(({ name }) => name).toSorted()).toEqual(
      groups.map(({ name }) => name).toSorted(),
    );
    const pilot = items.find(({ name }) => name === 'SSPR pilot');
    const detail = await client.ok<{ allMembers: number }>(
      'GET',
      `/groups/${pilot?.directoryId}/${pilot?.anchor}`,
    );
    // Two of its own, five of the Berlin office, two of its service desk.
    expect(detail.allMembers).toBe(9);
  });

  test('leaves everything as it is when it is started again', async () => {
    const client = await asAdministrator();
    await client.ok('PUT', '/settings/organisation', { name: 'Fabrikam', version: 0 });
    await demo.stop('test');
    demo = await start();
    const again = await asAdministrator();
    expect(await again.ok('GET', '/settings/organisation')).toMatchObject({ name: 'Fabrikam' });
    const { items } = await again.ok<{ items: object[] }>('GET', '/users?limit=100');
    expect(items).toHaveLength(people.length + 1);
  });
});

describe('the demo mailbox', () => {
  test('shows nothing, as a page and as JSON, before anything was sent', async () => {
    expect(await (await fetch(`${demo.url}/demo/mailbox.json`)).json()).toEqual([]);
    expect(await (await fetch(`${demo.url}/demo/mailbox`)).text()).toContain('No messages yet');
  });

  test('keeps what the real channel sends, newest first and not without bound', async () => {
    let now = Date.UTC(2026, 10, 22, 8, 55);
    const mailbox = await openMailbox(() => now);
    const channel = smtp.open({
      host: '127.0.0.1',
      port: mailbox.port,
      security: 'none',
      username: null,
      password: null,
      authority: null,
      from: 'reset@contoso.example',
      fromName: 'Contoso',
    });
    try {
      for (let index = 1; index <= 503; index += 1) {
        now += 1000;
        const sent = await channel.send({
          kind: 'email',
          id: `msg_${index}`,
          to: `user${index}@contoso.example`,
          subject: `Größe ${index}`,
          text: `Code: ${index}`,
          html: `<p>Code: <b>${index}</b></p>`,
        });
        expect(sent).toEqual({ status: 'accepted' });
      }
      const messages = mailbox.messages();
      expect(messages).toHaveLength(500);
      expect(messages[0]).toEqual({
        to: 'user503@contoso.example',
        subject: 'Größe 503',
        text: expect.stringContaining('Code: 503'),
        html: expect.stringContaining('<b>503</b>'),
        at: new Date(now).toISOString(),
      });
    } finally {
      await channel.close();
      await mailbox.close();
    }
  }, 60_000);
});

describe('the phones of the demo', () => {
  test.each([
    ['text', 'tom.becker', '+14255550113', /^(\d{6}) is your code .*\n@127\.0\.0\.1 #\1$/s],
    ['voice-office', 'mia.schulz', '+493023125000', /extension 15.*\(key 1\)\n(\d{6})\n\1\n/s],
  ])('receive a code by %s through the real channel', async (method, username, to, wanted) => {
    const client = await asAdministrator();
    type InForce = { version: number; policy: Policy };
    const { version, policy } = await client.ok<InForce>('GET', '/policy');
    const enabled = { ...policy.methods[method], enabled: true };
    await client.ok('PUT', '/policy', {
      version,
      policy: {
        ...policy,
        scope: { ...policy.scope, mode: 'all' },
        methods: { ...policy.methods, [method]: enabled },
      },
    });
    const reset = await ResetClient.started(demo.url, username);
    expect((await reset.choose(method)).status).toBe(202);
    const message = await vi.waitFor(async () => {
      const response = await fetch(`${demo.url}/demo/mailbox.json`);
      const all = (await response.json()) as { to: string; text: string }[];
      const found = all.find((one) => one.to === to);
      if (found === undefined) throw new Error(`nothing came for ${to}`);
      return found;
    }, 10_000);
    const [, code = ''] = wanted.exec(message.text) ?? [];
    expect(code).not.toBe('');
    expect((await reset.prove(code)).body).toMatchObject({ accepted: true });
    expect(await (await fetch(`${demo.url}/demo/mailbox`)).text()).toContain(to);
  });

  test('are for the countries that were chosen, and no method is on because of them', async () => {
    const client = await asAdministrator();
    expect(await client.ok('GET', '/carriers')).toMatchObject({
      carriers: [],
      countries: ['DE', 'GB', 'US'],
      standing: [{ id: 'standing-email' }, { id: 'standing-sms' }, { id: 'standing-voice' }],
    });
  });
});
