import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createDirectories, directoryKinds } from '../../src/directories/index.ts';
import type { Directories } from '../../src/ports/directory.ts';
import type { AuditRecord } from '../../src/domain/audit/events.ts';
import { createRandom } from '../../src/server/keys/random.ts';
import { createConnectedDirectories } from '../../src/services/directory/connected-directories.ts';
import { feelPulse } from '../../src/services/directory/heartbeat.ts';
import { createOpenDirectories } from '../../src/services/directory/open-directories.ts';
import { createNotices } from '../../src/services/notify/notices.ts';
import { createOutboxWriter } from '../../src/services/outbox/jobs.ts';
import { createRegistrationReader } from '../../src/services/registration/registration-reader.ts';
import { type ApiHouse, openApiHouse, tenantId } from '../kit/api-house.ts';
import { type OpenLdapServer, startOpenLdap } from '../kit/directories/openldap.ts';
import { openLdapSettings } from '../kit/directories/openldap-fixture.ts';
import { type SwitchedRoute, switchedRoute } from '../kit/directories/switched-route.ts';
import { replaced } from '../kit/directories/tree-fixture.ts';
import { makeCertificates } from '../kit/certificates.ts';

const MINUTE = 60;
const DAY = 24 * 3600;

let server: OpenLdapServer;
beforeAll(async () => {
  server = await startOpenLdap({ people: 2 });
}, 60_000);
afterAll(() => server.stop());

/** One process of several over the database of the house: connections and health of its own. */
interface Process {
  beat(): Promise<void>;
  /** So many questions at once, each over a connection of its own. */
  ask(times: number): Promise<void>;
  close(): Promise<void>;
}

let house: ApiHouse;
let processes: Process[];
let switched: SwitchedRoute;

beforeEach(async () => {
  switched = await switchedRoute(server.url);
  house = await openApiHouse();
  // The server's certificate is as old as its clock.
  house.clock.set(Date.now());
  processes = [];
  await house.addAdministrator('owner', 'global-administrator');
  await house.addAdministrator('helper', 'helpdesk-administrator');
});
afterEach(async () => {
  for (const one of processes) await one.close();
  await house.close();
  await switched.close();
  await setPassword(server.service.password);
});

async function connectIt(settings: object = {}): Promise<string> {
  const owner = await house.signIn('owner');
  const { body } = await owner.call<{ version: number }>('GET', '/v1/directories');
  const added = await owner.call<{ id: string }>('POST', '/v1/directories', {
    body: {
      version: body.version,
      kind: 'openldap',
      name: 'Head office',
      enabled: true,
      settings: { ...openLdapSettings(server), servers: [switched.url], ...settings },
      groupRoles: [],
    },
  });
  expect(added.status, added.text).toBe(201);
  return added.body.id;
}

function process(): Process {
  const { storage, vault, clock } = house;
  const log = { info() {}, warn() {}, error() {}, child: () => log };
  const random = createRandom();
  const open = createOpenDirectories({
    kinds: new Map(Object.entries(directoryKinds)),
    vault,
    clock,
    random,
    log,
  });
  const builtin: Directories = createDirectories([house.directory]);
  const directories = createConnectedDirectories({ storage, builtin, open });
  const notices = createNotices({
    outbox: createOutboxWriter({ vault, random }),
    registrations: createRegistrationReader(vault),
    vault,
    random,
    baseUrl: 'https://postern.test',
  });
  const signal = { wake() {} };
  const desk = { storage, clock, random, log, directories, notices, signal };
  const made: Process = {
    beat: () => feelPulse(desk, tenantId),
    async ask(times) {
      const all = await directories.all(tenantId);
      const asked = all.filter(({ kind }) => kind === 'openldap');
      await Promise.allSettled(
        Array.from({ length: times }, () => asked.map((one) => one.countUsers())).flat(),
      );
    },
    close: () => open.close(),
  };
  processes.push(made);
  return made;
}

/** Beats a minute apart. */
async function minutes(count: number, ...of: readonly Process[]): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    house.clock.advanceSeconds(MINUTE);
    await Promise.all(of.map((one) => one.beat()));
  }
}

async function setPassword(password: string): Promise<void> {
  await server.admin.modify(server.service.dn, replaced('userPassword', password));
}

/** What left since the last time, by whom it went to. */
async function told(): Promise<string[]> {
  await house.deliver();
  return house.mails.splice(0).map(({ to, subject }) => `${to}: ${subject}`);
}

const REFUSED = 'owner@contoso.example: Contoso: a directory refuses Postern’s service account';
const SILENT = 'owner@contoso.example: Contoso: a directory does not answer';
const NOT_TRUSTED = 'owner@contoso.example: Contoso: a directory’s certificate is not accepted';
const ENDING = 'owner@contoso.example: Contoso: a directory’s certificate is about to end';
const ONE_FAILS = 'owner@contoso.example: Contoso: a server of a directory does not answer';
const WELL = 'owner@contoso.example: Contoso: a directory works again';

async function trail(): Promise<
  Pick<AuditRecord, 'type' | 'target' | 'correlationId' | 'fields'>[]
> {
  const records = await house.trail(50);
  return records
    .filter(({ type }) => type === 'directory.failing' || type === 'directory.recovered')
    .map(({ type, target, correlationId, fields }) => ({ type, target, correlationId, fields }));
}

/** Forgets the warning that a test certificate of one day brings about. */
async function certificateToldOf(one: Process): Promise<void> {
  await one.beat();
  expect(await told()).toEqual([ENDING]);
}

describe('a service account that is refused (F36)', () => {
  test('is told once by however many processes, and once when it signs in again', async () => {
    const id = await connectIt();
    const [one, other] = [process(), process()];
    await Promise.all([one.beat(), other.beat()]);
    expect(await told()).toEqual([ENDING]);

    await setPassword('Quite-Another-Password-1!');
    for (const each of [one, other]) await each.ask(4);
    await minutes(3, one, other);
    expect(await told()).toEqual([REFUSED]);
    const [failing] = await trail();
    expect(failing).toMatchObject({
      type: 'directory.failing',
      target: id,
      fields: { name: 'Head office', concern: 'refused' },
    });
    expect(JSON.stringify(failing)).not.toContain(server.service.password);

    const restarted = process();
    await minutes(2, one, other, restarted);
    expect(await told()).toEqual([]);

    await setPassword(server.service.password);
    house.clock.advanceSeconds(MINUTE);
    for (const each of [one, other, restarted]) await each.ask(6);
    await minutes(5, one, other, restarted);
    expect(await told()).toEqual([WELL]);
    const [recovered] = await trail();
    expect(recovered).toEqual({
      type: 'directory.recovered',
      target: id,
      correlationId: failing?.correlationId,
      fields: { name: 'Head office', concern: 'refused' },
    });
    await minutes(3, one, other, restarted);
    expect(await told()).toEqual([]);
  });

  test('is told by a process that starts while it is refused, and not again by the next', async () => {
    await connectIt();
    await setPassword('Quite-Another-Password-1!');
    await process().beat();
    expect(await told()).toEqual([REFUSED]);
    await process().beat();
    expect(await told()).toEqual([]);
  });

  test('is found by what the server does every minute', async () => {
    await connectIt();
    const everyMinute = house.services.housekeeping.find(({ name }) => name === 'directories');
    await everyMinute?.run();
    expect(await told()).toEqual([ENDING]);
    await setPassword('Quite-Another-Password-1!');
    switched.restore();
    await everyMinute?.run();
    await house.deliver();
    const [mail, ...more] = house.mails;
    expect(more).toEqual([]);
    expect(mail?.text).toContain('A directory refuses the sign-in of the service account');
    expect(mail?.text).toContain('Head office: ldaps://127.0.0.1:');
    expect(mail?.text).toContain((await trail())[0]?.correlationId);
    expect(mail?.text).not.toContain('Password-1!');
  });

  test('is told anew when it is refused again after it was well', async () => {
    await connectIt();
    const one = process();
    await certificateToldOf(one);
    for (let round = 0; round < 2; round += 1) {
      await setPassword('Quite-Another-Password-1!');
      // The server is started again, and every connection with it.
      switched.restore();
      await minutes(2, one);
      await setPassword(server.service.password);
      await minutes(5, one);
      expect(await told()).toEqual([REFUSED, WELL]);
    }
  });
});

describe('a directory that does not answer', () => {
  test('is told after five minutes, once, and when it answers again', async () => {
    await connectIt();
    const [one, other] = [process(), process()];
    await Promise.all([one.beat(), other.beat()]);
    await told();
    switched.cut();
    await minutes(5, one, other);
    expect(await told()).toEqual([]);
    await minutes(3, one, other);
    expect(await told()).toEqual([SILENT]);
    switched.restore();
    await minutes(5, one, other);
    expect(await told()).toEqual([WELL]);
  });

  test('is no news when it is back within five minutes', async () => {
    await connectIt();
    const one = process();
    await certificateToldOf(one);
    switched.cut();
    await minutes(3, one);
    switched.restore();
    await minutes(6, one);
    expect(await told()).toEqual([]);
    expect(await house.storage.directoryAlarms.standing(tenantId)).toHaveLength(1);
  });

  test('is forgotten when it is taken away', async () => {
    const id = await connectIt();
    const one = process();
    await certificateToldOf(one);
    const owner = await house.signIn('owner');
    const { body } = await owner.call<{ version: number }>('GET', '/v1/directories');
    const gone = await owner.call('DELETE', `/v1/directories/${id}?version=${body.version}`);
    expect(gone.status, gone.text).toBe(204);
    await minutes(1, one);
    expect(await told()).toEqual([]);
    expect(await house.storage.directoryAlarms.standing(tenantId)).toEqual([]);
  });
});

describe('one of several servers', () => {
  test('that could not take over is told after five minutes, and when it could again', async () => {
    await connectIt({ servers: [server.url, switched.url] });
    const [one, other] = [process(), process()];
    await Promise.all([one.beat(), other.beat()]);
    expect(await told()).toEqual([ENDING]);
    switched.cut();
    await minutes(5, one, other);
    expect(await told()).toEqual([]);
    await minutes(3, one, other);
    expect(await told()).toEqual([ONE_FAILS]);
    const [failing] = await trail();
    expect(failing?.fields).toMatchObject({ concern: 'server-failing' });
    expect(String(failing?.fields['detail' as never])).toContain(`${switched.url}: `);
    switched.restore();
    await minutes(5, one, other);
    expect(await told()).toEqual([WELL]);
  });

  test('that failed is told as well, though another serves in its place', async () => {
    await connectIt({ servers: [switched.url, server.url] });
    const one = process();
    await certificateToldOf(one);
    switched.cut();
    await minutes(8, one);
    expect(await told()).toEqual([ONE_FAILS]);
    switched.restore();
    await minutes(5, one);
    expect(await told()).toEqual([WELL]);
  });

  test('whose certificate does not verify is told, though nobody is served by it', async () => {
    await connectIt({ servers: [server.url, switched.url] });
    const one = process();
    await certificateToldOf(one);
    await switched.answerAs(makeCertificates('IP:127.0.0.1'));
    await minutes(8, one);
    expect(await told()).toEqual([ONE_FAILS]);
  });
});

describe('a certificate (F37)', () => {
  test('is told of at thirty days, seven and one before it ends, once each', async () => {
    await connectIt();
    const [one, two] = [process(), process()];
    const end = Date.now() + DAY * 1000;
    const heard: string[][] = [];
    for (const days of [31, 29, 28, 6, 5, 0.9, 0.5]) {
      house.clock.set(end - days * DAY * 1000);
      await Promise.all([one.beat(), two.beat()]);
      heard.push(await told());
    }
    expect(heard).toEqual([[], [ENDING], [], [ENDING], [], [ENDING], []]);
    const [last] = await trail();
    expect(String(last?.fields['detail' as never])).toMatch(/^ldaps:.*, \d{4}-\d\d-\d\dT/);
    const references = (await trail()).map(({ correlationId }) => correlationId);
    expect(new Set(references).size).toBe(1);
  });

  test('that does not verify is told at once, and when it does again', async () => {
    await connectIt();
    const one = process();
    await certificateToldOf(one);
    const stranger = makeCertificates('IP:127.0.0.1');
    await switched.answerAs(stranger);
    await minutes(2, one);
    expect(await told()).toEqual([NOT_TRUSTED]);
    switched.restore();
    await minutes(5, one);
    expect(await told()).toEqual([WELL]);
  });
});
