// What is held of one person: all of it handed out, and all of it erased, with the trail still whole.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Policy } from '../../src/domain/policy/policy.ts';
import type { DirectoryUser } from '../../src/ports/directory.ts';
import {
  createBuiltinDirectory,
  createDirectories,
  createManagedDirectories,
} from '../../src/directories/index.ts';
import { methods } from '../../src/methods/index.ts';
import { createRandom } from '../../src/server/keys/random.ts';
import { operator } from '../../src/services/access/caller.ts';
import { entry, subjectOf, userActor } from '../../src/services/audit/entries.ts';
import { createPrivacyService } from '../../src/services/privacy/privacy-service.ts';
import { createRegistrationReader } from '../../src/services/registration/registration-reader.ts';
import { addOneOfEach, type ApiHouse, openApiHouse, PASSWORD, tenantId } from '../kit/api-house.ts';
import { cheapHasher } from '../kit/hasher.ts';

const profile = {
  displayName: 'Tom',
  givenName: null,
  surname: null,
  mail: 'tom@fabrikam.example',
  alternateMail: null,
  mobile: null,
  officePhone: null,
  locale: null,
  enabled: true,
};
const visitor = { tenantId, ip: '192.0.2.77', userAgent: 'Firefox of Anna', locale: 'en' };
const seed = 'JBSWY3DPEHPK3PXP'.repeat(2);

interface Erasure {
  readonly pseudonym: string;
  readonly registrations: number;
  readonly sessions: number;
  readonly records: number;
  readonly accountDeleted: boolean;
}

let house: ApiHouse;
let root: Awaited<ReturnType<ApiHouse['signIn']>>;
let anna: DirectoryUser;

beforeEach(async () => {
  house = await openApiHouse();
  await addOneOfEach(house);
  anna = await house.addUser('anna.berg', {
    displayName: 'Anna Berg',
    mobile: '+49 151 10000001',
    alternateMail: 'private@home.example',
  });
  root = await house.signIn('global-administrator');
});
afterEach(() => house.close());

const at = (ref: DirectoryUser['ref'], act: string) =>
  `/v1/users/${ref.directoryId}/${ref.anchor}/${act}`;
const erase = (ref: DirectoryUser['ref']) => root.call<Erasure>('POST', at(ref, 'erase'));
const verified = () => house.services.audit.verify({ actor: readerOf(), visitor });

function readerOf() {
  return { kind: 'operator', tenantId, permissions: new Set(['audit.read'] as const) } as const;
}

/** Registrations of both kinds, a sign-in, a reset under way with a code on its way, and a failed one. */
async function live(): Promise<void> {
  const current = await root.call<{ policy: Policy; version: number }>('GET', '/v1/policy');
  const { policy, version } = current.body;
  await root.call('PUT', '/v1/policy', {
    body: { version, policy: { ...policy, scope: { ...policy.scope, mode: 'all' } } },
  });
  for (const [path, csv] of [
    ['registrations', 'username,mobile\nanna.berg,+4915112345678\n'],
    ['hardware-tokens', `username,serial,seed\nanna.berg,SERIAL-77,${seed}\n`],
  ] as const) {
    const done = await root.call('POST', `/v1/${path}/import`, { body: { csv, dryRun: false } });
    if (done.status !== 200) throw new Error(done.text);
  }
  await house.services.access.signIn(visitor, 'anna.berg', PASSWORD, 'portal');
  await house.services.access.signIn(visitor, 'anna.berg', 'wrong', 'portal').catch(() => null);
  await house.services.resets.start(visitor, 'anna.berg');
  await house.deliver();
  await root.call('PATCH', `/v1/users/${anna.ref.directoryId}/${anna.ref.anchor}`, {
    body: { displayName: 'Anna Berg-Lund' },
  });
}

/** Every text that says who or where somebody is. */
const personal = [
  'anna.berg',
  'Anna Berg',
  'private@home.example',
  'p•••@home.example',
  '•••• 5678',
  'SERIAL-77',
  '192.0.2.77',
  'Firefox of Anna',
];

/** What the trail says of them; who typed a name is nobody known. */
async function trailText(): Promise<string> {
  return JSON.stringify(await house.trail(1000));
}

describe('the data of a person', () => {
  test('are handed out whole, and nothing that answers a challenge is among them', async () => {
    await live();
    const { status, body, text } = await root.call<Record<string, unknown>>(
      'POST',
      at(anna.ref, 'export'),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({
      exportedAt: house.clock.now(),
      person: { directoryId: anna.ref.directoryId, anchor: anna.ref.anchor },
      profile: { username: 'anna.berg', alternateMail: 'private@home.example' },
      roles: [],
      registrations: expect.arrayContaining([
        expect.objectContaining({ methodId: 'text', destination: '+4915112345678' }),
        expect.objectContaining({ methodId: 'app-code', label: 'SERIAL-77', destination: null }),
      ]),
      signIns: [expect.objectContaining({ place: 'portal' })],
      resets: [expect.objectContaining({ kind: 'reset', ip: '192.0.2.77' })],
    });
    const events = body['events'] as { type: string }[];
    const types = new Set(events.map(({ type }) => type));
    for (const type of ['registration.added', 'sign-in.succeeded', 'user.updated']) {
      expect(types).toContain(type);
    }
    expect(JSON.stringify(body['messages'])).toContain('registration-changed');
    expect(text).not.toContain(seed);
    expect(text).not.toContain('Sealed');
    expect(text).not.toContain('tokenMac');
    const [exported] = await house.trail(1);
    expect(exported).toMatchObject({ type: 'user.exported', subject: { name: 'anna.berg' } });
  });

  test('are for a Global Administrator with a fresh password, and nobody else', async () => {
    for (const role of ['helpdesk-administrator', 'authentication-policy-administrator']) {
      const other = await house.signIn(role);
      for (const act of ['export', 'erase']) {
        expect((await other.call('POST', at(anna.ref, act))).status).toBe(403);
      }
    }
    const nobody = { ...anna.ref, anchor: 'usr_nobody' };
    expect((await root.call('POST', at(nobody, 'export'))).status).toBe(404);
    expect((await erase(nobody)).status).toBe(404);
    house.clock.advanceSeconds(301);
    for (const act of ['export', 'erase']) {
      const late = await root.call('POST', at(anna.ref, act));
      expect(late.body).toMatchObject({ code: 'reauthentication-required' });
    }
  });
});

describe('erasing a person of the built-in directory', () => {
  test('takes everything, the account too, and their name out of a trail that stays whole', async () => {
    await live();
    const before = await house.trail(1000);
    expect(await trailText()).toContain('anna.berg');
    const { status, body } = await erase(anna.ref);
    expect(status).toBe(200);
    expect(body).toMatchObject({ registrations: 2, sessions: 1, accountDeleted: true });
    expect(body.records).toBeGreaterThan(5);
    expect(await house.directory.read(anna.ref.anchor)).toBeNull();
    expect(await house.storage.registrations.of(anna.ref)).toEqual([]);
    expect(await house.storage.personalData.of(anna.ref)).toMatchObject({
      signIns: [],
      resets: [],
    });

    const text = await trailText();
    for (const word of personal) expect(text, word).not.toContain(word);
    const after = await house.trail(1000);
    // Every fact is still there, in its place.
    expect(after.slice(-before.length).map(({ type, seq, at: when }) => [type, seq, when])).toEqual(
      before.map(({ type, seq, at: when }) => [type, seq, when]),
    );
    const own = after.filter(({ subject }) => subject?.anchor === anna.ref.anchor);
    expect(new Set(own.map(({ subject }) => subject?.name))).toEqual(new Set([body.pseudonym]));
    expect(own[0]).toMatchObject({ type: 'user.erased', actor: { name: 'global-administrator' } });
    expect(await verified()).toMatchObject({ intact: true });
  });

  test('is seen through by nobody who alters what is left (A139)', async () => {
    await live();
    await erase(anna.ref);
    const [record] = await house.storage.audit.ofPerson(anna.ref, 0, 1);
    expect(record?.redactionMac).toBeDefined();
    expect(await house.storage.audit.page(tenantId, { search: 'anna', limit: 10 })).toEqual([]);
    expect((await verified()).intact).toBe(true);
  });

  test('also takes the name out of what is recorded a little later', async () => {
    await live();
    // A notice is still on its way when they are erased.
    await root.call('POST', '/v1/hardware-tokens/import', {
      body: { csv: `username,serial,seed\nanna.berg,LATE-1,${seed}\n`, dryRun: false },
    });
    await erase(anna.ref);
    await house.deliver();
    expect(await trailText()).toContain('anna.berg');
    const task = house.services.housekeeping.find(({ name }) => name === 'erasures');
    await task?.run();
    for (const word of personal) expect(await trailText(), word).not.toContain(word);
    expect(await house.storage.personalData.unsettled(5)).toHaveLength(1);
    house.clock.advanceSeconds(26 * 3600);
    await task?.run();
    expect(await house.storage.personalData.unsettled(5)).toEqual([]);
    expect(await verified()).toMatchObject({ intact: true });
  });

  test('can be made again for somebody who is gone already, under the same pseudonym', async () => {
    await live();
    const first = await erase(anna.ref);
    const second = await erase(anna.ref);
    expect(second.body).toMatchObject({
      pseudonym: first.body.pseudonym,
      registrations: 0,
      accountDeleted: false,
    });
    expect(await verified()).toMatchObject({ intact: true });
  });

  test('is refused for somebody with a role', async () => {
    const reader = await house.directory.find('reports-reader');
    if (!reader) throw new Error('there is one of each');
    const answer = await erase(reader.ref);
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'holds-role' });
    expect(await house.directory.read(reader.ref.anchor)).not.toBeNull();
  });

  test('leaves everybody else as they are', async () => {
    await live();
    const berta = await house.addUser('berta');
    await house.services.access.signIn(visitor, 'berta', PASSWORD, 'portal');
    await erase(anna.ref);
    expect((await house.storage.personalData.of(berta.ref)).signIns).toHaveLength(1);
    expect(await house.trail(1000)).toContainEqual(
      expect.objectContaining({ subject: expect.objectContaining({ name: 'berta' }) }),
    );
  });
});

describe('erasing a person of another directory', () => {
  test('takes what Postern holds and leaves the account to its directory', async () => {
    const { storage, vault, clock, directory } = house;
    const other = createBuiltinDirectory({
      storage,
      clock,
      tenantId,
      random: createRandom(),
      hasher: cheapHasher(),
      id: 'dir_other',
      name: 'Other',
    });
    const tom = await storage.transaction((stores) =>
      other.within(stores).createUser({ ...profile, username: 'tom' }, null),
    );
    const privacy = createPrivacyService({
      storage,
      vault,
      clock,
      methods,
      registrations: createRegistrationReader(vault),
      directories: createDirectories([directory, other]),
      managed: createManagedDirectories([directory]),
    });
    await storage.registrationStates.confirmed(tom.ref, 1);
    await storage.audit.append(
      tenantId,
      entry('registration.confirmed', { at: 1, actor: userActor(tom), subject: subjectOf(tom) }),
    );
    const caller = operator(tenantId);
    expect(await privacy.export(caller, tom.ref)).toMatchObject({
      profile: { username: 'tom' },
      asked: { lastConfirmedAt: 1 },
    });
    expect(await privacy.erase(caller, tom.ref)).toMatchObject({ accountDeleted: false });
    expect(await other.read(tom.ref.anchor)).toMatchObject({ username: 'tom' });
    expect(await storage.registrationStates.get(tom.ref)).toBeNull();
    expect(await trailText()).not.toContain('"tom"');
    expect(await verified()).toMatchObject({ intact: true });
  });
});
