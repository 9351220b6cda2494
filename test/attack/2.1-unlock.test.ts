// The unlock without a new password, tried as a cheaper way in and as a way to learn about accounts.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { observed } from '../kit/observed.ts';
import { formWith, PortalClient } from '../kit/portal-client.ts';
import { ResetClient } from '../kit/reset-client.ts';
import {
  NEW_PASSWORD,
  OLD_PASSWORD,
  openRunningServer,
  type Person,
  type RunningServer,
} from '../kit/running-server.ts';

let server: RunningServer;

beforeAll(async () => {
  server = await openRunningServer();
  await server.openToEverybody();
  await server.changePolicy((policy) => ({ ...policy, unlock: { allowed: true } }));
});

afterAll(() => server.stop());

async function proved(person: Person): Promise<ResetClient> {
  const client = new ResetClient(server.origin);
  await client.start(person.username, { kind: 'unlock' });
  await client.prove(await server.readCode(person.mail ?? ''));
  return client;
}

describe('A001: an unlock used to set a password', () => {
  it('writes none, before the proofs or after them', async () => {
    const person = await server.addUser('cheap');
    const client = new ResetClient(server.origin);
    await client.start(person.username, { kind: 'unlock' });
    expect((await client.set(NEW_PASSWORD)).status).toBe(409);
    expect((await client.wantPassword()).status).toBe(409);
    expect((await client.unlock()).status).toBe(409);
    await client.prove(await server.readCode(person.mail ?? ''));
    expect((await client.set(NEW_PASSWORD)).status).toBe(409);
    expect(await server.signsIn(person.username, OLD_PASSWORD)).toBe(true);
  });

  it('takes no second kind from the request', async () => {
    const client = await proved(await server.addUser('forged'));
    const forged = { password: NEW_PASSWORD, kind: 'reset' };
    expect((await client.step('POST', '/resets/current/password', forged)).status).toBe(400);
    expect((await client.step('POST', '/resets/current/unlock', { kind: 'reset' })).status).toBe(
      400,
    );
    expect(await client.state()).toBe('unlock');
    const activate = new ResetClient(server.origin);
    expect((await activate.start('forged', { kind: 'activate' })).status).toBe(400);
  });

  it('asks for what a reset asks for once it becomes one, by the policy of that moment (F81)', async () => {
    const person = await server.addUser('stricter');
    const client = await proved(person);
    expect((await client.wantPassword()).body.state).toBe('password');
    await server.setScope('none');
    expect((await client.set(NEW_PASSWORD)).body.state).toBe('not-eligible');
    await server.setScope('all');
    expect(await server.signsIn(person.username, OLD_PASSWORD)).toBe(true);
  });

  it('is not begun past the setting, by page or by API', async () => {
    await server.addUser('switched');
    await server.changePolicy((policy) => ({ ...policy, unlock: { allowed: false } }));
    const client = new ResetClient(server.origin);
    expect((await client.start('switched', { kind: 'unlock' })).status).toBe(403);
    const browser = new PortalClient(server.origin);
    const { fields } = formWith(await browser.get('/reset'), 'identifier');
    const form_token = fields['form_token'] ?? '';
    await browser.send('/unlock', { form_token, identifier: 'switched' });
    expect(browser.cookies.has('postern-reset')).toBe(false);
    await server.changePolicy((policy) => ({ ...policy, unlock: { allowed: true } }));
  });
});

describe('A022, A024: an unlock that tells whether an account exists, or is locked', () => {
  it('answers START with the same bytes for a person and for nobody, and shows no lock', async () => {
    await server.addUser('existing');
    const seen = async (identifier: string) => {
      const response = await fetch(`${server.origin}/api/v1/resets`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ identifier, kind: 'unlock' }),
      });
      return observed({
        status: response.status,
        headers: response.headers,
        body: await response.text(),
      });
    };
    const answer = await seen('existing');
    expect(answer).toContain('"unlock":null');
    expect(await seen('nobody-at-all')).toBe(answer);
  });

  it('shows the lock to nobody who has not proved who they are', async () => {
    await server.addUser('unproved');
    for (const name of ['unproved', 'nobody-else']) {
      const client = new ResetClient(server.origin);
      await client.start(name, { kind: 'unlock' });
      await server.outboxEmpty();
      expect((await client.progress()).body).toMatchObject({ state: 'proving', unlock: null });
    }
  });
});

describe('A067: an unlock made by another site', () => {
  it('is made by no GET, and by no form without our token', async () => {
    const client = await proved(await server.addUser('cross-site'));
    const browser = new PortalClient(server.origin);
    browser.cookies.set('postern-reset', client.token);
    await browser.get('/unlock/confirm');
    await browser.get('/unlock/password');
    expect(await client.state()).toBe('unlock');
    expect((await browser.send('/unlock/password', { form_token: 'forged' })).status).toBe(403);
    expect(await client.state()).toBe('unlock');
  });
});
