import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createGroupCommit, DiskLost } from './group-commit.ts';

let database: Database.Database;
/** The syncs asked for, in order; each ends when the test says so. */
let syncs: { readonly done: () => void; readonly fail: (error: Error) => void }[];
let group: ReturnType<typeof createGroupCommit>;
let told: string[];

beforeEach(() => {
  database = new Database(':memory:');
  database.exec('create table words (word text primary key)');
  syncs = [];
  told = [];
  group = createGroupCommit(
    database,
    () => new Promise<void>((done, fail) => syncs.push({ done, fail })),
  );
});

afterEach(() => {
  database.close();
});

const turnOfTheLoop = () => new Promise((resolve) => setImmediate(resolve));

async function untilSyncs(count: number): Promise<void> {
  for (let turns = 0; syncs.length < count && turns < 50; turns += 1) await turnOfTheLoop();
  expect(syncs).toHaveLength(count);
}

async function settled(): Promise<void> {
  for (let turns = 0; turns < 5; turns += 1) await turnOfTheLoop();
}

function write(word: string): Promise<void> {
  const turn = group.createTurn();
  return turn
    .alone(() => database.prepare('insert into words values (?)').run(word))
    .then(
      () => void told.push(word),
      (error: unknown) => void told.push(`${word}: ${String(error)}`),
    )
    .finally(() => turn.end());
}

async function transact(word: string, end: 'commit' | 'rollback'): Promise<void> {
  const turn = group.createTurn();
  try {
    await turn.begin();
    database.prepare('insert into words values (?)').run(word);
    await turn[end]();
    told.push(word);
  } finally {
    turn.end();
  }
}

const words = () => database.prepare('select word from words order by word').pluck().all();

describe('a group of commits', () => {
  test('acknowledges nobody before the disk has what they wrote', async () => {
    const all = [write('a'), transact('b', 'commit'), write('c')];
    await untilSyncs(1);
    await settled();
    expect(words()).toEqual(['a', 'b', 'c']);
    expect(database.inTransaction).toBe(false);
    expect(told).toEqual([]);
    syncs[0]?.done();
    await Promise.all(all);
    expect(told.toSorted()).toEqual(['a', 'b', 'c']);
    expect(syncs).toHaveLength(1);
  });

  test('is committed while the one before is on its way to the disk, and waits for a sync of its own', async () => {
    const first = write('a');
    await untilSyncs(1);
    const later = [write('b'), transact('c', 'commit')];
    await settled();
    expect(words()).toEqual(['a', 'b', 'c']);
    expect(syncs).toHaveLength(1);
    syncs[0]?.done();
    await first;
    await untilSyncs(2);
    // The first sync began before they were committed: it promises them nothing.
    await settled();
    expect(told).toEqual(['a']);
    syncs[1]?.done();
    await Promise.all(later);
    expect(told.toSorted()).toEqual(['a', 'b', 'c']);
  });

  test('lets whoever rolled back go on as soon as the others can be seen', async () => {
    const kept = transact('kept', 'commit');
    await transact('undone', 'rollback');
    expect(told).toEqual(['undone']);
    expect(words()).toEqual(['kept']);
    await untilSyncs(1);
    syncs[0]?.done();
    await kept;
  });

  test('that holds nothing but a rollback asks for no sync, and the next one does', async () => {
    await transact('undone', 'rollback');
    await settled();
    expect(syncs).toHaveLength(0);
    const next = write('a');
    await untilSyncs(1);
    syncs[0]?.done();
    await next;
    expect(told).toEqual(['undone', 'a']);
  });

  test('tells everybody who waited when a sync fails, and takes no more work', async () => {
    const waited = write('a');
    await untilSyncs(1);
    const later = write('b');
    await settled();
    syncs[0]?.fail(new Error('EIO: i/o error, fdatasync'));
    await Promise.all([waited, later]);
    const lost = 'DiskLost: the log of the database could not be brought to the disk';
    expect(told).toEqual([`a: ${lost}`, `b: ${lost}`]);
    const turn = group.createTurn();
    await expect(turn.begin()).rejects.toBeInstanceOf(DiskLost);
    turn.end();
    await write('c');
    expect(told.at(-1)).toBe(`c: ${lost}`);
    expect(words()).not.toContain('c');
    expect(syncs).toHaveLength(1);
  });

  test('fails as a whole when its COMMIT fails, and asks for no sync', async () => {
    database.exec(
      'create table parts (word text references words(word) deferrable initially deferred)',
    );
    database.pragma('foreign_keys = 1');
    const turn = group.createTurn();
    await turn.begin();
    database.prepare('insert into parts values (?)').run('nowhere');
    const failed = turn.commit();
    const other = write('a');
    await expect(failed).rejects.toThrow('FOREIGN KEY');
    await other;
    expect(told[0]).toContain('FOREIGN KEY');
    expect(words()).toEqual([]);
    expect(syncs).toHaveLength(0);
  });

  test('is on the disk before the database is closed', async () => {
    const waited = write('a');
    let closed = false;
    const closing = group.close(() => {
      closed = true;
    });
    await untilSyncs(1);
    await settled();
    expect(closed).toBe(false);
    syncs[0]?.done();
    await Promise.all([waited, closing]);
    expect(closed).toBe(true);
  });
});
