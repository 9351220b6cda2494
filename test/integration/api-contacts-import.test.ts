// Numbers and addresses that an administrator registers for many people at once.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Policy } from '../../src/domain/policy/policy.ts';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import { addOneOfEach, type ApiHouse, openApiHouse, PASSWORD, tenantId } from '../kit/api-house.ts';

interface Report {
  readonly added: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly kept: readonly { row: number; column: string; username: string; has: string }[];
  readonly notOffered: readonly string[];
  readonly usableFrom: number;
  readonly refused: readonly { row: number; column: string; code: string; message: string }[];
}

const heading = 'username,mobile,officePhone,alternateMail';
const list = (...rows: string[]) => [heading, ...rows].join('\r\n');
const visitor = { tenantId, ip: '192.0.2.9', userAgent: null, locale: 'en' };

let house: ApiHouse;
let root: Awaited<ReturnType<ApiHouse['signIn']>>;
let anna: DirectoryUser;

beforeEach(async () => {
  house = await openApiHouse();
  await addOneOfEach(house);
  anna = await house.addUser('anna');
  await house.addUser('berta');
  root = await house.signIn('global-administrator');
});
afterEach(() => house.close());

const send = (csv: string, dryRun: boolean) =>
  root.call<Report>('POST', '/v1/registrations/import', { body: { csv, dryRun } });
const rowsOf = (user: DirectoryUser) => house.storage.registrations.of(user.ref);

async function letEverybodyReset(change: (policy: Policy) => Policy = (policy) => policy) {
  const current = await root.call<{ policy: Policy; version: number }>('GET', '/v1/policy');
  const { policy, version } = current.body;
  const saved = await root.call('PUT', '/v1/policy', {
    body: { version, policy: change({ ...policy, scope: { ...policy.scope, mode: 'all' } }) },
  });
  if (saved.status !== 200) throw new Error(saved.text);
}

async function signedIn(username: string) {
  const { access } = house.services;
  const { token } = await access.signIn(visitor, username, PASSWORD, 'portal');
  const session = await access.resume(tenantId, token, 'portal');
  if (session === null) throw new Error(`${username} cannot sign in`);
  return session;
}

describe('a dry run', () => {
  test('names every row that is wrong, and changes nothing', async () => {
    const { status, body } = await send(
      list(
        'anna,+49 151 12345678,+44 20 7946 0000 x12,anna@home.example',
        'nobody,+4915112345678,,',
        'ANNA,+4915112345678,,',
        'berta,0151 12345678,,not an address',
        'berta,,,',
        'berta,+4915112345678',
      ),
      true,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ dryRun: true, added: 3, replaced: 0, unchanged: 0, kept: [] });
    expect(body.notOffered).toEqual(['mobile', 'officePhone']);
    expect(body.refused.map(({ row, column, code }) => `${row} ${column} ${code}`)).toEqual([
      '2 username unknown-user',
      '3 username duplicate-username',
      '4 mobile country-code-missing',
      '4 alternateMail wrong-format',
      '5 username duplicate-username',
      '6  wrong-column-count',
    ]);
    for (const { message } of body.refused) expect(message).not.toBe('');
    expect(await rowsOf(anna)).toEqual([]);
    await house.deliver();
    expect(house.mails).toEqual([]);
  });

  test('refuses the mailbox of the account itself as the way back into it', async () => {
    const { body } = await send(list('anna,,,Anna@contoso.example'), true);
    expect(body.refused).toMatchObject([{ row: 1, column: 'alternateMail', code: 'own-mailbox' }]);
  });

  test('shows whose own number stays', async () => {
    await send(list('anna,+4915112345678,,'), false);
    const [row] = await rowsOf(anna);
    if (!row) throw new Error('it was registered');
    await house.storage.registrations.replace(row.version, { ...row, confirmedAt: 1 });
    const { body } = await send(list('anna,+4915100000000,,', 'berta,+4915100000000,,'), true);
    expect(body).toMatchObject({ added: 1, replaced: 0, unchanged: 0 });
    expect(body.kept).toEqual([{ row: 1, column: 'mobile', username: 'anna', has: '•••• 5678' }]);
  });
});

describe('an import', () => {
  test('is refused altogether for one bad row', async () => {
    const answer = await send(list('anna,+4915112345678,,', 'nobody,+4915112345678,,'), false);
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('rows.2.username');
    expect(await rowsOf(anna)).toEqual([]);
  });

  test('registers several methods, tells the person everywhere, and leaves numbers out of the trail', async () => {
    const csv = list('anna,+4915112345678,+442079460000 x12,anna@home.example');
    const { body } = await send(csv, false);
    expect(body).toMatchObject({ added: 3, refused: [] });
    expect((await rowsOf(anna)).map((row) => [row.methodId, row.label, row.source])).toEqual(
      expect.arrayContaining([
        ['text', '•••• 5678', 'import'],
        ['voice-office', '•••• 0000', 'import'],
        ['email', 'a•••@home.example', 'import'],
      ]),
    );
    await house.deliver();
    expect(new Set(house.mails.map(({ to }) => to))).toEqual(
      new Set(['anna@contoso.example', 'anna@home.example']),
    );
    const trail = JSON.stringify([await house.trail(), house.lines]);
    expect(trail).toContain('registration.added');
    expect(trail).not.toContain('4915112345678');
    expect(trail).not.toContain('anna@home.example');
  });

  test('can be made again: what stands stays, what nobody confirmed is put right', async () => {
    await send(list('anna,+4915112345678,,anna@home.example'), false);
    const { body } = await send(list('anna,+4915100000001,,anna@home.example'), false);
    expect(body).toMatchObject({ added: 0, replaced: 1, unchanged: 1 });
    const labels = (await rowsOf(anna)).map(({ label }) => label);
    expect(labels.toSorted()).toEqual(['a•••@home.example', '•••• 0001']);
  });

  test('waits as the policy has it before it resets a password (R065, A130)', async () => {
    await letEverybodyReset();
    const { body } = await send(list('anna,,,anna@home.example'), false);
    expect(body.usableFrom).toBe(house.clock.now() + 24 * 3600_000);
    const codesTo = async () => {
      await house.deliver();
      house.mails.length = 0;
      await house.services.resets.start(visitor, 'anna');
      await house.deliver();
      return house.mails.map(({ to }) => to);
    };
    expect(await codesTo()).toEqual(['anna@contoso.example']);
    house.clock.advanceSeconds(24 * 3600 + 1);
    expect(await codesTo()).toEqual(['anna@home.example']);
  });

  test('counts at once under a policy that holds nothing back, as Entra does', async () => {
    await letEverybodyReset((policy) => ({
      ...policy,
      registration: { ...policy.registration, holdHours: 0 },
    }));
    await send(list('anna,,,anna@home.example'), false);
    const { token } = await house.services.resets.start(visitor, 'anna');
    await house.deliver();
    expect(house.mails.at(-1)?.to).toBe('anna@home.example');
    expect(token).not.toBe('');
  });

  test('is shown to the person once, and is theirs when they confirmed it (RG-23)', async () => {
    await letEverybodyReset();
    await send(list('anna,,,anna@home.example'), false);
    const session = await signedIn('anna');
    expect(await house.services.registration.guidance(session)).toEqual({ wants: 'confirmation' });
    const own = await house.services.registration.overview(session);
    expect(own.registered).toMatchObject([{ label: 'a•••@home.example', source: 'import' }]);
    await house.services.registration.confirm(visitor, session);
    expect(await house.services.registration.guidance(session)).toBeNull();
    const { body } = await send(list('anna,,,other@home.example'), false);
    expect(body).toMatchObject({ added: 0, replaced: 0, kept: [{ has: 'a•••@home.example' }] });
  });

  test('never says to an administrator what a confirmed number is (RG-24)', async () => {
    await send(list('anna,+4915112345678,,'), false);
    const path = `/v1/users/${anna.ref.directoryId}/${anna.ref.anchor}/registrations`;
    const seen = await root.call('GET', path);
    expect(seen.text).toContain('•••• 5678');
    expect(seen.text).not.toContain('15112345678');
  });
});

describe('who may import', () => {
  test('is nobody without leave to assign methods, and needs a fresh password', async () => {
    const helpdesk = await house.signIn('helpdesk-administrator');
    const body = { csv: list('anna,+4915112345678,,'), dryRun: true };
    expect((await helpdesk.call('POST', '/v1/registrations/import', { body })).status).toBe(403);
    house.clock.advanceSeconds(301);
    const late = await send(list('anna,+4915112345678,,'), false);
    expect(late.body).toMatchObject({ code: 'reauthentication-required' });
    expect((await send(list('anna,+4915112345678,,'), true)).status).toBe(200);
  });

  test('gives nothing to an account with a role without leave to give roles (A130)', async () => {
    const made = await root.call<{ secret: string }>('POST', '/v1/api-keys', {
      body: { name: 'contacts', scopes: ['methods.assign'], expiresAt: null },
    });
    const answer = await house.call<Report>('POST', '/v1/registrations/import', {
      body: { csv: list('reports-reader,+4915112345678,,'), dryRun: true },
      headers: { authorization: `Bearer ${made.body.secret}` },
    });
    expect(answer.body.refused).toMatchObject([{ row: 1, code: 'administrator-account' }]);
  });
});
