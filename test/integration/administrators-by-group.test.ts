import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CurrentPolicy } from '../../src/contract/policy.ts';
import type { DirectoryView } from '../../src/contract/directories.ts';
import { type ApiHouse, openApiHouse } from '../kit/api-house.ts';
import { keptElsewhere, type KeptElsewhereKind } from '../kit/directories/kept-elsewhere.ts';
import { type OpenLdapServer, startOpenLdap } from '../kit/directories/openldap.ts';
import { openLdapFixture, openLdapSettings } from '../kit/directories/openldap-fixture.ts';

let house: ApiHouse;

interface GroupRole {
  readonly group: string;
  readonly role: string;
}

async function connectIt(kind: string, name: string, settings: object, groupRoles: GroupRole[]) {
  const owner = await house.signIn('owner');
  const { body } = await owner.call<{ version: number; items: DirectoryView[] }>(
    'GET',
    '/v1/directories',
  );
  const added = await owner.call<DirectoryView>('POST', '/v1/directories', {
    body: { version: body.version, kind, name, enabled: true, settings, groupRoles },
  });
  expect(added.status, added.text).toBe(201);
  return added.body.id;
}

/** Weakens the policy, which every Global Administrator is told. */
async function weaken(lifetimeSeconds: number): Promise<void> {
  const owner = await house.signIn('owner');
  const { body } = await owner.call<CurrentPolicy>('GET', '/v1/policy');
  const policy = { ...body.policy, session: { ...body.policy.session, lifetimeSeconds } };
  const saved = await owner.call('PUT', '/v1/policy', { body: { version: body.version, policy } });
  expect(saved.status, saved.text).toBe(200);
}

async function told(): Promise<string[]> {
  await house.deliver();
  return house.mails
    .splice(0)
    .map(({ to }) => to)
    .toSorted((a, b) => a.localeCompare(b));
}

describe('alerts to administrators by a group of OpenLDAP', () => {
  let server: OpenLdapServer;
  beforeAll(async () => {
    server = await startOpenLdap();
    house = await openApiHouse();
    await house.addAdministrator('owner', 'global-administrator');
  }, 60_000);
  afterAll(async () => {
    await house.close();
    await server.stop();
  });

  test('go to everybody who is in it, directly or through groups, and to nobody of another role', async () => {
    const fixture = openLdapFixture(server);
    const group = (name: string) => fixture.addGroup(name);
    const [admins, inner, helpers] = [
      await group('Admins'),
      await group('Admins of the night'),
      await group('Helpers'),
    ];
    const join = async (username: string, ...groups: string[]) => {
      const anchor = await fixture.addUser({ username, mail: `${username}@example.test` });
      for (const one of groups) await fixture.addMember(one, { kind: 'user', anchor });
      return anchor;
    };
    await join('by-day', admins);
    await join('by-night', inner, admins);
    await join('helping', helpers);
    await join('nobody');
    const gone = await join('leaving', admins);
    await fixture.addMember(admins, { kind: 'group', anchor: inner });
    await fixture.disable(await join('off', admins));
    await connectIt('openldap', 'Head office', openLdapSettings(server), [
      { group: admins, role: 'global-administrator' },
      { group: helpers, role: 'helpdesk-administrator' },
    ]);
    await weaken(1200);
    expect(await told()).toEqual([
      'by-day@example.test',
      'by-night@example.test',
      'leaving@example.test',
      'owner@contoso.example',
    ]);
    await fixture.remove(gone);
    await weaken(1800);
    expect(await told()).not.toContain('leaving@example.test');
    await fixture.close();
  });
});

describe('alerts to administrators by groups of several directories', () => {
  let elsewhere: KeptElsewhereKind;

  beforeEach(async () => {
    elsewhere = keptElsewhere();
    house = await openApiHouse(undefined, elsewhere.kinds);
    await house.addAdministrator('owner', 'global-administrator');
  });
  afterEach(async () => {
    await house.close();
    await elsewhere.close();
  });

  async function withAdministrator(host: string, username: string) {
    const server = await elsewhere.server(host);
    const anchor = await server.addUser(username);
    const group = await server.addGroup('Admins', [anchor]);
    const role = 'global-administrator';
    const id = await connectIt('kept-elsewhere', host, server.settings(), [{ group, role }]);
    return { server, id, anchor };
  }

  test('go to the others while one directory is silent, and the log says that some were not told', async () => {
    const { server: corp } = await withAdministrator('corp', 'ada');
    await withAdministrator('lab', 'bob');
    corp.silence(true);
    await weaken(1200);
    expect(await told()).toEqual(['bob@lab.example', 'owner@contoso.example']);
    expect(house.lines).toContainEqual(
      expect.objectContaining({ unread: 1, message: 'administrators could not be told' }),
    );
    corp.silence(false);
    await weaken(1800);
    expect(await told()).toEqual(['ada@corp.example', 'bob@lab.example', 'owner@contoso.example']);
  });

  test('wait while nobody at all can be told', async () => {
    const { server: corp } = await withAdministrator('corp', 'ada');
    await weaken(1200);
    const owner = await house.directory.find('owner');
    if (!owner) throw new Error('there is no owner');
    await house.storage.transaction((stores) =>
      house.directory.within(stores).updateUser(owner.ref.anchor, { enabled: false }),
    );
    corp.silence(true);
    const [job] = await house.storage.outbox.lease('test', house.clock.now(), 30, 1);
    if (!job) throw new Error('nobody is told');
    const result = await house.services.jobs.handlers[job.kind]?.(job);
    expect(result).toEqual({ result: 'retry', reason: 'unavailable' });
    corp.silence(false);
    expect(await house.services.jobs.handlers[job.kind]?.(job)).toMatchObject({ result: 'done' });
  });

  test('reach somebody once who has the role of their own as well, and nobody of a directory that is off', async () => {
    const { id, anchor } = await withAdministrator('corp', 'ada');
    const { id: labId } = await withAdministrator('lab', 'bob');
    await house.storage.roleAssignments.assign({
      user: { tenantId: 'tnt_test', directoryId: id, anchor },
      role: 'global-administrator',
      assignedAt: house.clock.now(),
    });
    const owner = await house.signIn('owner');
    const { body } = await owner.call<{ version: number }>('GET', '/v1/directories');
    const lab = await owner.call<{ settings: object; groupRoles: GroupRole[] }>(
      'GET',
      `/v1/directories/${labId}`,
    );
    const { settings } = lab.body;
    const groupRoles = lab.body.groupRoles.map(({ group, role }) => ({ group, role }));
    const off = await owner.call('PUT', `/v1/directories/${labId}`, {
      body: { version: body.version, name: 'lab', enabled: false, settings, groupRoles },
    });
    expect(off.status, off.text).toBe(200);
    await weaken(1200);
    expect(await told()).toEqual(['ada@corp.example', 'owner@contoso.example']);
  });

  test('go to no more than a hundred of one group', async () => {
    const server = await elsewhere.server('corp');
    const anchors: string[] = [];
    for (let n = 0; n < 105; n += 1) anchors.push(await server.addUser(`admin-${n}`));
    const group = await server.addGroup('Admins', anchors);
    const role = 'global-administrator';
    await connectIt('kept-elsewhere', 'corp', server.settings(), [{ group, role }]);
    await weaken(1200);
    expect(await told()).toHaveLength(101);
    expect(house.lines).toContainEqual(expect.objectContaining({ cut: 1 }));
  });
});
