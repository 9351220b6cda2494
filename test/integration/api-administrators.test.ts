import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { GovernedAdministrator } from '../../src/contract/administrators.ts';
import type { CurrentPolicy } from '../../src/contract/policy.ts';
import type { Policy } from '../../src/domain/policy/policy.ts';
import { operator } from '../../src/services/access/caller.ts';
import { sealRegistrationData } from '../../src/services/registration/registration-reader.ts';
import { addOneOfEach, type ApiHouse, openApiHouse, tenantId } from '../kit/api-house.ts';

let house: ApiHouse;

beforeEach(async () => {
  house = await openApiHouse();
  await addOneOfEach(house);
});
afterEach(() => house.close());

type Listed = { items: GovernedAdministrator[]; breakGlassCodes: number };

async function listedFor(role = 'reports-reader'): Promise<Listed> {
  const reader = await house.signIn(role);
  return (await reader.call<Listed>('GET', '/v1/administrator-policy/administrators')).body;
}

async function giveAuthenticator(username: string): Promise<void> {
  const user = await house.directory.find(username);
  if (!user) throw new Error(`${username} is not there`);
  const now = house.clock.now();
  const data = { seed: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ' };
  await house.storage.registrations.add({
    id: `reg_${username}`,
    user: user.ref,
    methodId: 'app-code',
    label: 'Authenticator',
    dataSealed: sealRegistrationData(house.vault, tenantId, `reg_${username}`, data),
    lookupMac: null,
    source: 'user',
    version: 1,
    isDefault: false,
    usableFrom: now,
    createdAt: now,
    confirmedAt: now,
    lastUsedAt: null,
  });
}

const off = ({ administrators, ...policy }: Policy): Policy => ({
  ...policy,
  administrators: { ...administrators, administratorsMayReset: false },
});

async function put(change: (policy: Policy) => Policy) {
  const root = await house.signIn('global-administrator');
  const { body } = await root.call<CurrentPolicy>('GET', '/v1/policy');
  return root.call<CurrentPolicy & { faults?: { path: string; code: string }[] }>(
    'PUT',
    '/v1/policy',
    { body: { version: body.version, policy: change(body.policy) } },
  );
}

describe('who administers', () => {
  test('is everybody who holds a role, with the role, since when, and what they could prove', async () => {
    await giveAuthenticator('global-administrator');
    const { items, breakGlassCodes } = await listedFor();
    expect(breakGlassCodes).toBe(0);
    expect(items.map(({ user }) => user.username)).toEqual([
      'authentication-policy-administrator',
      'global-administrator',
      'helpdesk-administrator',
      'reports-reader',
    ]);
    const root = items.find(({ user }) => user.username === 'global-administrator');
    expect(root).toMatchObject({
      roles: [{ role: 'global-administrator', assignedAt: house.clock.now() }],
      gatesRequired: 2,
      gatesFillable: 2,
      ready: true,
      reason: null,
    });
    expect(root?.methods).toContainEqual({ id: 'app-code', held: true });
    expect(root?.methods).toContainEqual({ id: 'email', held: true });
    expect(root?.methods).toContainEqual({ id: 'passkey', held: false });
    expect(items.find(({ user }) => user.username === 'reports-reader')).toMatchObject({
      gatesFillable: 1,
      ready: false,
      reason: 'methods-missing',
    });
  });

  test('is not ready by a number that nothing can be sent to', async () => {
    const user = await house.directory.find('global-administrator');
    if (!user) throw new Error('gone');
    const numbered = { ...user, mobile: '+1 4255550100' };
    await house.storage.transaction((stores) =>
      house.directory.within(stores).updateUser(user.ref.anchor, numbered),
    );
    const root = await house.signIn('global-administrator');
    const entra = await root.call<Policy>('GET', '/v1/policy/presets/entra');
    expect((await put(() => entra.body)).status).toBe(200);
    const { items } = await listedFor();
    const listed = items.find(({ user: { username } }) => username === 'global-administrator');
    expect(listed?.methods).toContainEqual({ id: 'text', held: false });
    expect(listed).toMatchObject({ gatesFillable: 1, ready: false });
  });

  test('shows once, with every role, who holds several', async () => {
    const user = await house.directory.find('reports-reader');
    if (!user) throw new Error('gone');
    house.clock.advanceSeconds(60);
    await house.storage.roleAssignments.assign({
      user: user.ref,
      role: 'helpdesk-administrator',
      assignedAt: house.clock.now(),
    });
    const { items } = await listedFor();
    const theirs = items.filter((one) => one.user.username === 'reports-reader');
    expect(theirs).toHaveLength(1);
    expect(theirs[0]?.roles.map(({ role }) => role)).toEqual([
      'reports-reader',
      'helpdesk-administrator',
    ]);
  });

  test('still shows what they hold when their resets are switched off', async () => {
    await giveAuthenticator('global-administrator');
    await house.services.breakGlassCodes.create(operator(tenantId), 'safe');
    expect((await put(off)).status).toBe(200);
    const { items, breakGlassCodes } = await listedFor();
    expect(breakGlassCodes).toBe(1);
    expect(items.find(({ user }) => user.username === 'global-administrator')).toMatchObject({
      gatesFillable: 2,
      ready: false,
      reason: 'administrators-switched-off',
    });
  });

  test('is not for the helpdesk to see', async () => {
    const helpdesk = await house.signIn('helpdesk-administrator');
    const answer = await helpdesk.call('GET', '/v1/administrator-policy/administrators');
    expect(answer.status).toBe(403);
  });
});

describe('switching administrators’ resets off', () => {
  test('is refused while one Global Administrator is alone and no code is sealed', async () => {
    expect(await put(off)).toMatchObject({
      status: 422,
      body: {
        faults: [{ path: 'administrators.administratorsMayReset', code: 'no-way-back-in' }],
      },
    });
  });

  test('is not helped by a second one who is disabled, nor by a code that is used or revoked', async () => {
    const second = await house.addUser('second', { enabled: false });
    const role = 'global-administrator' as const;
    const assignedAt = house.clock.now();
    await house.storage.roleAssignments.assign({ user: second.ref, role, assignedAt });
    const caller = operator(tenantId);
    const sealed = await house.services.breakGlassCodes.create(caller, 'safe');
    await house.services.breakGlassCodes.revoke(caller, sealed.id);
    expect((await put(off)).status).toBe(422);
  });

  test('is accepted with two Global Administrators, who are told of nothing weaker', async () => {
    await house.addAdministrator('second', 'global-administrator');
    expect((await put(off)).status).toBe(200);
    await house.deliver();
    expect(house.mails).toEqual([]);
  });

  test('is accepted with a sealed code', async () => {
    await house.services.breakGlassCodes.create(operator(tenantId), 'safe');
    expect((await put(off)).status).toBe(200);
  });
});

describe('a policy that weakens', () => {
  test('is told to every Global Administrator, whoever saved it included, with the settings', async () => {
    await house.addAdministrator('second', 'global-administrator');
    const saved = await put((policy) => ({
      ...policy,
      session: { ...policy.session, lifetimeSeconds: 1800 },
    }));
    expect(saved.status).toBe(200);
    await house.deliver();
    expect(house.mails.map(({ to }) => to).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'global-administrator@contoso.example',
      'second@contoso.example',
    ]);
    expect(house.mails[0]?.text).toContain('session.lifetimeSeconds');
    expect(house.mails[0]?.text).toContain('global-administrator');
    const [told] = (await house.trail()).filter(({ type }) => type === 'user.notified');
    expect(told?.fields).toMatchObject({ notice: 'administrators-alert' });
  });

  test('is told of, and one that strengthens is not', async () => {
    await put((policy) => ({
      ...policy,
      session: { ...policy.session, lifetimeSeconds: 600 },
    }));
    await house.deliver();
    expect(house.mails).toEqual([]);
  });
});
