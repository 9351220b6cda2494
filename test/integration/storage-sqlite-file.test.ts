// What SQLite alone can do: one file on a disk that may be full, shared, foreign or made by a later version.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Storage, Stores } from '../../src/ports/storage/index.ts';
import { createRandom } from '../../src/server/keys/random.ts';
import { openSqlite } from '../../src/storage/index.ts';
import { createSqliteDialect } from '../../src/storage/sqlite.ts';
import { openStorage } from '../../src/storage/storage.ts';
import { verdictOf } from '../kit/storage-contract/audit-trail.ts';
import { anAuditEntry } from '../kit/storage-contract/samples.ts';
import { overheard } from '../kit/overheard.ts';
import { fixedVault } from '../kit/vault.ts';

const deps = { vault: fixedVault(), random: createRandom() };
const run = promisify(execFile);

let folder: string;
let file: string;
const opened: Storage[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postern-file-'));
  file = join(folder, 'data', 'postern.db');
});

afterEach(async () => {
  for (const storage of opened.splice(0)) await storage.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(): Promise<Storage> {
  const storage = await openSqlite({ ...deps, file });
  opened.push(storage);
  return storage;
}

describe('the database file', () => {
  test('commits to a log that is synced apart, with foreign keys and a bounded wait', async () => {
    const dialect = createSqliteDialect(file);
    const link = await dialect.acquire();
    await link.begin();
    const pragma = async (name: string) =>
      Object.values((await link.query(`pragma ${name}`, [])).rows[0] as object)[0] as unknown;
    expect(await pragma('synchronous')).toBe(1);
    expect(await pragma('wal_autocheckpoint')).toBe(4000);
    expect(await pragma('temp_store')).toBe(2);
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('foreign_keys')).toBe(1);
    expect(await pragma('busy_timeout')).toBe(500);
    await link.rollback();
    link.release();
    await dialect.close();
  });

  test('can be read by its owner alone, with its log', async () => {
    writeFileSync(join(folder, 'loose.db'), '', { mode: 0o644 });
    for (const path of [file, join(folder, 'loose.db')]) {
      const storage = await openSqlite({ ...deps, file: path });
      await storage.ping();
      for (const name of [path, `${path}-wal`, `${path}-shm`]) {
        expect([name, statSync(name).mode & 0o777]).toEqual([name, 0o600]);
      }
      await storage.close();
    }
  });

  test('keeps what was committed when it is opened again', async () => {
    const first = await open();
    await first.tenants.add({ id: 'tnt_1', name: 'Contoso', createdAt: 1 });
    await first.audit.append('tnt_1', anAuditEntry());
    await first.close();
    opened.pop();
    const second = await open();
    expect(await second.tenants.list()).toEqual([{ id: 'tnt_1', name: 'Contoso', createdAt: 1 }]);
    await second.audit.append('tnt_1', anAuditEntry());
    expect(await verdictOf(second.audit, 'tnt_1')).toMatchObject({ intact: true, records: 2 });
  });

  test('is left alone when a later version made it', async () => {
    const storage = await open();
    await storage.close();
    opened.pop();
    const raw = new Database(file);
    raw.exec(`insert into kysely_migration values ('9999-later', '2030-01-01T00:00:00.000Z')`);
    raw.pragma('wal_checkpoint(truncate)');
    raw.close();
    const before = readFileSync(file);
    await expect(openSqlite({ ...deps, file })).rejects.toThrow(
      'made by a newer version of Postern (it holds 9999-later)',
    );
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('is refused when it is no database, and left as it was', async () => {
    const text = join(folder, 'notes.txt');
    writeFileSync(text, 'these are my notes, not a database\n'.repeat(50), { mode: 0o644 });
    await expect(openSqlite({ ...deps, file: text })).rejects.toThrow('file is not a database');
    expect(readFileSync(text, 'utf8')).toMatch(/^these are my notes/);
    expect(statSync(text).mode & 0o777).toBe(0o644);
  });
});

describe('a disk that is full', () => {
  test('is answered with unavailable, keeps what was there, and is recovered from', async () => {
    const dialect = createSqliteDialect(file);
    const storage = await openStorage(dialect, deps);
    opened.push(storage);
    await storage.audit.append('tnt_1', anAuditEntry());
    const pages = async (statement: string) => {
      const link = await dialect.acquire();
      await link.begin();
      const { rows } = await link.query(`pragma ${statement}`, []);
      await link.commit();
      link.release();
      return Number(Object.values(rows[0] as object)[0]);
    };
    await pages(`max_page_count = ${await pages('page_count')}`);
    const big = 'x'.repeat(100_000);
    const full = { code: 'unavailable' };
    await expect(storage.tenants.rename('tnt_1', big)).resolves.toBeUndefined();
    const adding = storage.tenants.add({ id: 'tnt_2', name: big, createdAt: 1 });
    await expect(adding).rejects.toMatchObject(full);
    const entry = anAuditEntry({ userAgent: big });
    await expect(storage.audit.append('tnt_1', entry)).rejects.toMatchObject(full);
    await expect(
      storage.transaction((stores) => stores.audit.append('tnt_1', entry)),
    ).rejects.toMatchObject(full);
    await pages('max_page_count = 1000000');
    await storage.audit.append('tnt_1', anAuditEntry());
    expect(await storage.tenants.list()).toEqual([]);
    expect(await verdictOf(storage.audit, 'tnt_1')).toMatchObject({ intact: true, records: 2 });
  });
});

describe('a second process on the file', () => {
  test('waits for a write of another and says busy when it does not end', async () => {
    const storage = await open();
    const other = new Database(file);
    other.exec('begin immediate');
    const startedAt = performance.now();
    await expect(storage.ping()).rejects.toMatchObject({ code: 'busy' });
    expect(performance.now() - startedAt).toBeLessThan(5000);
    const transaction = storage.transaction((stores) => stores.tenants.rename('a', 'b'));
    setTimeout(() => other.exec('commit'), 5);
    await transaction;
    await storage.ping();
    other.close();
  });

  test('keeps one audit chain with the first', async () => {
    const storage = await open();
    const source = (path: string) => pathToFileURL(join(import.meta.dirname, '../..', path)).href;
    const appender = `
      const { openSqlite } = await import('${source('src/storage/index.ts')}');
      const { createRandom } = await import('${source('src/server/keys/random.ts')}');
      const { fixedVault } = await import('${source('test/kit/vault.ts')}');
      const storage = await openSqlite({ file: process.argv[1], vault: fixedVault(), random: createRandom() });
      for (let index = 0; index < 50; index += 1) {
        await storage.audit.append('tnt_1', ${JSON.stringify(anAuditEntry())});
      }
      await storage.close();`;
    const args = ['--input-type=module', '-e', appender, file];
    await Promise.all([run(process.execPath, args), run(process.execPath, args)]);
    expect(await verdictOf(storage.audit, 'tnt_1')).toEqual({
      intact: true,
      records: 100,
      firstBad: null,
    });
  });
});

describe('settings, which are kept while nothing can have changed them', () => {
  const nameOf = async (stores: Stores) =>
    (await stores.settings.current('tnt_1', 'branding'))?.document;
  const replace = (stores: Stores, seen: number, name: string) =>
    stores.settings.replace('tnt_1', 'branding', seen, { name }, 1, null);

  test('are asked for once, until another process has written something', async () => {
    const answers: unknown[] = [];
    const dialect = overheard(createSqliteDialect(file), (_text, _parameters, answer) => {
      answers.push(answer);
    });
    const storage = await openStorage(dialect, deps);
    opened.push(storage);
    await replace(storage, 0, 'first');
    const asked = async () => {
      expect(await nameOf(storage)).toEqual({ name: 'first' });
      return answers.at(-1);
    };
    const first = await asked();
    // The same object: SQLite was not asked again.
    expect(await asked()).toBe(first);
    await storage.audit.append('tnt_1', anAuditEntry());
    expect(await asked()).toBe(first);
    const other = new Database(file);
    other.exec(`insert into tenants (id, name, created_at) values ('tnt_2', 'Fabrikam', 1)`);
    other.close();
    const later = await asked();
    expect(later).not.toBe(first);
    expect(later).toEqual(first);
  });

  test('are read again when another process has changed them', async () => {
    const storage = await open();
    await replace(storage, 0, 'first');
    expect(await nameOf(storage)).toEqual({ name: 'first' });
    const other = new Database(file);
    other.exec(`update settings_documents set document = '{"name":"second"}', version = 2`);
    expect(await nameOf(storage)).toEqual({ name: 'second' });
    expect(await storage.transaction(nameOf)).toEqual({ name: 'second' });
    other.close();
  });

  test('are seen by others once they are committed, and never when they were taken back', async () => {
    const storage = await open();
    await replace(storage, 0, 'first');
    const failed = storage.transaction(async (stores) => {
      expect(await nameOf(stores)).toEqual({ name: 'first' });
      await replace(stores, 1, 'second');
      expect(await nameOf(stores)).toEqual({ name: 'second' });
      throw new Error('taken back');
    });
    const meanwhile = nameOf(storage);
    await expect(failed).rejects.toThrow('taken back');
    expect(await meanwhile).toEqual({ name: 'first' });
    expect(await nameOf(storage)).toEqual({ name: 'first' });
    await replace(storage, 1, 'third');
    expect(await nameOf(storage)).toEqual({ name: 'third' });
    expect(await storage.transaction(nameOf)).toEqual({ name: 'third' });
  });

  test('are another for every organisation', async () => {
    const storage = await open();
    await replace(storage, 0, 'first');
    expect(await storage.settings.current('tnt_2', 'branding')).toBeNull();
    expect(await storage.settings.current('tnt_1', 'policy')).toBeNull();
  });
});

describe('an audit trail that was changed in the file', () => {
  async function changed(statement: string): Promise<Storage> {
    const storage = await open();
    for (let index = 0; index < 6; index += 1) {
      await storage.audit.append('tnt_1', anAuditEntry());
      await storage.audit.append('tnt_2', anAuditEntry());
    }
    const raw = new Database(file);
    raw.exec(statement);
    raw.close();
    return storage;
  }

  test.each([
    [
      `update audit_records set subject_name = 'x' where tenant_id = 'tnt_1' and seq = 3`,
      3,
      'altered',
    ],
    [`update audit_records set fields = '{}' where tenant_id = 'tnt_1' and seq = 3`, 3, 'altered'],
    [`delete from audit_records where tenant_id = 'tnt_1' and seq = 2`, 2, 'missing'],
    [`delete from audit_records where tenant_id = 'tnt_1' and seq > 4`, 5, 'tail-cut'],
    [
      `update audit_records set seq = 99 where tenant_id = 'tnt_1' and seq = 2;
       update audit_records set seq = 2 where tenant_id = 'tnt_1' and seq = 4;
       update audit_records set seq = 4 where tenant_id = 'tnt_1' and seq = 99`,
      2,
      'reordered',
    ],
    [`delete from audit_heads where tenant_id = 'tnt_1'`, 0, 'head-altered'],
  ])('is seen: %s', async (statement, seq, fault) => {
    const { audit } = await changed(statement);
    expect(await verdictOf(audit, 'tnt_1')).toMatchObject({
      intact: false,
      firstBad: { seq, fault },
    });
    expect(await verdictOf(audit, 'tnt_2')).toMatchObject({ intact: true, records: 6 });
  });

  test.each([
    [
      'a head that was moved back with the tail',
      `delete from audit_records where tenant_id = 'tnt_1' and seq > 4;
       update audit_heads set seq = 4, hash = (select hash from audit_records where tenant_id = 'tnt_1' and seq = 4)
       where tenant_id = 'tnt_1'`,
      'unexpected',
    ],
    [
      'a head of another tenant',
      `update audit_heads set (seq, hash, mac) = (select seq, hash, mac from audit_heads where tenant_id = 'tnt_2') where tenant_id = 'tnt_1'`,
      'unexpected',
    ],
  ])('is not built upon: %s', async (_, statement, code) => {
    const { audit } = await changed(statement);
    await expect(audit.append('tnt_1', anAuditEntry())).rejects.toMatchObject({ code });
    await expect(audit.append('tnt_2', anAuditEntry())).resolves.toMatchObject({ seq: 7 });
  });

  test('is not built upon: no head at all', async () => {
    const { audit } = await changed(`delete from audit_heads where tenant_id = 'tnt_1'`);
    await expect(audit.append('tnt_1', anAuditEntry())).rejects.toThrow();
    expect(await audit.head('tnt_1')).toBeNull();
  });
});
