// Directories on their thread, as the server has them: the same answers, faults and lines of the log as without one.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { getPriority } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PosternError } from '../../src/domain/errors.ts';
import { directoryKinds } from '../../src/directories/index.ts';
import type {
  ConnectedDirectory,
  DirectoryKind,
  DirectoryKindRegistry,
} from '../../src/ports/directory-kind.ts';
import type { Log } from '../../src/ports/log.ts';
import { directoriesOutside } from '../../src/server/outside-thread/directories-outside.ts';
import {
  createOutsideThread,
  type OutsideThread,
} from '../../src/server/outside-thread/outside-thread.ts';
import { describeDirectoryContract } from '../kit/directory-contract.ts';
import { failureOf } from '../kit/directory-fixture.ts';
import { describeMembersContract } from '../kit/directory-members-contract.ts';
import { openLdapFixture, openLdapSettings } from '../kit/directories/openldap-fixture.ts';
import { type OpenLdapServer, startOpenLdap } from '../kit/directories/openldap.ts';
import { testDeps, testPlace, type TreeFixture } from '../kit/directories/tree-fixture.ts';

interface Line {
  readonly level: string;
  readonly fields: Readonly<Record<string, unknown>>;
  readonly message: string;
}

const lines: Line[] = [];
const take = (level: string) => (fields: Readonly<Record<string, unknown>>, message: string) => {
  lines.push({ level, fields, message });
};
const log: Log = { info: take('info'), warn: take('warn'), error: take('error'), child: () => log };

let server: OpenLdapServer;
let thread: OutsideThread;
let kinds: DirectoryKindRegistry;
let fixture: TreeFixture;
beforeAll(async () => {
  server = await startOpenLdap();
  thread = createOutsideThread(log);
  kinds = directoriesOutside(thread, directoryKinds);
  fixture = fixtureOnThread();
});
afterAll(async () => {
  await fixture.close();
  await thread.close();
  await server.stop();
});

function kindOnThread(): DirectoryKind {
  const kind = kinds.get('openldap');
  if (kind === undefined) throw new Error('the thread lost a kind');
  return kind;
}

function fixtureOnThread(): TreeFixture {
  return openLdapFixture(server, openLdapSettings(server), {
    open: (settings, place, deps) => kindOnThread().open({ ...settings }, place, deps),
  });
}

function openAt(url: string, kind: DirectoryKind = kindOnThread()): ConnectedDirectory {
  return kind.open(openLdapSettings(server, { servers: [url] }), testPlace, testDeps);
}

describeDirectoryContract('OpenLDAP on its thread', () => Promise.resolve(fixtureOnThread()));
describeMembersContract('OpenLDAP on its thread', () => Promise.resolve(fixtureOnThread()));

test('whoever was just read is not read again to tell more of them', async () => {
  const anchor = await fixture.addUser({ username: 'brief' });
  const found = await fixture.directory.find('brief');
  if (found === null) throw new Error('nobody there');
  await server.admin.del(await fixture.dnOf(anchor));
  expect(await fixture.directory.passwordPolicy(found)).not.toBeNull();
  expect(await fixture.directory.passwordPolicy(anchor)).toBeNull();
});

test('the thread runs behind the one that answers requests', () => {
  const niceness = readdirSync('/proc/self/task')
    .map((id) => readFileSync(`/proc/self/task/${id}/stat`, 'utf8'))
    .filter((line) => line.includes('(Outside)'))
    .map((line) => Number(line.slice(line.lastIndexOf(') ') + 2).split(' ')[16]));
  expect(niceness).toEqual([getPriority() + 3]);
});

describe('a server that does not answer', () => {
  test('is told as it is: the error, what it comes from, the state, and a line of the log', async () => {
    const directory = openAt('ldaps://127.0.0.1:1');
    expect(directory.health().state).toBe('untried');
    const error: unknown = await directory.find('ada').catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(PosternError);
    expect(error).toMatchObject({
      code: 'unavailable',
      cause: { name: 'LinkError', message: expect.stringContaining('ECONNREFUSED') as string },
    });
    expect(directory.health()).toMatchObject({ state: 'unreachable', server: null });
    expect(lines).toContainEqual({
      level: 'warn',
      message: 'directory server fails',
      fields: expect.objectContaining({ server: 'ldaps://127.0.0.1:1', fault: 'unreachable' }),
    });
    await directory.close();
  });

  test('is not waited for when the thread is closed', async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const own = createOutsideThread(log);
    const kind = directoriesOutside(own, directoryKinds).get('openldap');
    const directory = openAt(`ldaps://127.0.0.1:${(silent.address() as AddressInfo).port}`, kind);
    const asked = failureOf(directory.ping());
    await once(silent, 'connection');
    await own.close();
    expect(await asked).toBe('unavailable');
    expect(await failureOf(directory.ping())).toBe('unavailable');
    silent.close();
  });
});

/** A process of its own that opens a directory on a thread. @returns its exit code and what it complained of. */
async function processWith(kinds: string, work: string): Promise<{ code: number; said: string }> {
  const source = new URL('../../src/', import.meta.url);
  const script = `(async () => {
    const { createOutsideThread } = await import('${source.href}server/outside-thread/outside-thread.ts');
    const { directoriesOutside } = await import('${source.href}server/outside-thread/directories-outside.ts');
    const { directoryKinds } = await import('${source.href}directories/index.ts');
    const log = { info() {}, warn() {}, error() {}, child: () => log };
    const deps = { log, clock: { now: Date.now }, random: {} };
    const settings = ${JSON.stringify(openLdapSettings(server, { servers: ['ldaps://127.0.0.1:1'] }))};
    const [kind] = directoriesOutside(createOutsideThread(log), ${kinds}).values();
    const directory = kind.open(settings, { id: 'dir_a', tenantId: 'tnt_a', name: 'A' }, deps);
    ${work}
  })();`;
  const child = spawn(process.execPath, ['--eval', script]);
  let said = '';
  child.stderr.on('data', (chunk) => {
    said += String(chunk);
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, said };
}

describe('the process', () => {
  test('ends by itself when nobody asks the thread for anything any more', async () => {
    const { code } = await processWith(
      '{ openldap: directoryKinds.openldap }',
      'await directory.ping().catch(({ code }) => { if (code !== "unavailable") process.exit(3); });',
    );
    expect(code).toBe(0);
  });

  test('ends with a fault when the thread does, instead of serving half', async () => {
    const { code, said } = await processWith(
      '{ unheard: directoryKinds.openldap }',
      'await directory.ping().catch(() => process.exit(3)); process.exit(4);',
    );
    expect(said).toContain('there is no kind of directory unheard');
    expect(code).toBe(1);
  });
});
