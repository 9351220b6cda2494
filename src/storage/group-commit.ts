import type Database from 'better-sqlite3';

/** So many at the most share a commit: what waits for it should not wait long. */
const MOST_PER_COMMIT = 32;

export interface Turn {
  /** Runs one write that stands alone; resolves when it is on the disk. */
  alone<T>(write: () => T): Promise<T>;
  begin(): Promise<void>;
  /** Resolves when the transaction is on the disk. */
  commit(): Promise<void>;
  rollback(): Promise<void>;
  end(): void;
}

/** What was committed may never reach the disk: nothing further is promised until the database is opened anew. */
export class DiskLost extends Error {
  constructor(cause: unknown) {
    super('the log of the database could not be brought to the disk', { cause });
    this.name = 'DiskLost';
  }
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit for a database with one connection: transactions that meet in one turn of the event loop run one
 * after the other, each in a savepoint of its own, and share one COMMIT. Nobody is answered before `sync` has
 * brought that to the disk, out of the way of the next group; groups that are committed meanwhile share the next
 * sync. When the COMMIT fails, all of its group fail and none of it was done. When a sync fails, everybody who waits
 * for it fails with {@link DiskLost}, and so does whoever comes later: a later sync that succeeds would say nothing
 * about the pages that this one lost. Reads that stand alone go another way, by a connection that sees what was
 * committed.
 *
 * @param sync resolves when everything committed before it was called is on the disk.
 */
export function createGroupCommit(database: Database.Database, sync: () => Promise<void>) {
  const statements = {
    begin: database.prepare('begin immediate'),
    commit: database.prepare('commit'),
    enter: database.prepare('savepoint turn'),
    leave: database.prepare('release turn'),
    undo: database.prepare('rollback to turn'),
  };
  const queue: (() => void)[] = [];
  let lent = false;
  let open = false;
  let scheduled = false;
  /** Of the open group: those whose work it holds, and those who only wait until it can be seen. */
  let sharing: Waiting[] = [];
  let watching: (() => void)[] = [];
  /** Committed and not yet on the disk. */
  let unsynced: Waiting[] = [];
  let syncing: Promise<void> | null = null;
  let lost: DiskLost | null = null;

  async function takeTurn(): Promise<void> {
    if (lent) {
      await new Promise<void>((resolve) => {
        queue.push(resolve);
      });
    }
    lent = true;
  }

  function passOn(): void {
    const next = queue.shift();
    if (next === undefined) lent = false;
    else next();
    if (open && (sharing.length >= MOST_PER_COMMIT || !lent)) schedule();
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    // After everything that is ready now had its turn, and before the loop waits for anything new.
    setImmediate(() => {
      scheduled = false;
      void commitGroup();
    });
  }

  async function commitGroup(): Promise<void> {
    await takeTurn();
    flush();
    passOn();
  }

  function flush(): void {
    if (!open) return;
    try {
      statements.commit.run();
    } catch (error) {
      if (database.inTransaction) database.exec('rollback');
      abandon(error);
      return;
    }
    unsynced.push(...closeGroup());
    startSync();
  }

  function startSync(): void {
    if (syncing !== null || unsynced.length === 0) return;
    syncing = syncAll().finally(() => {
      syncing = null;
      startSync();
    });
  }

  /** The group is over and what it did can be seen, or never will be. */
  function closeGroup(): Waiting[] {
    const [told, watched] = [sharing, watching];
    open = false;
    sharing = [];
    watching = [];
    for (const see of watched) see();
    return told;
  }

  function abandon(error: unknown): void {
    for (const one of closeGroup()) one.reject(error);
  }

  async function everythingSynced(): Promise<void> {
    if (syncing === null) return;
    await syncing;
    await everythingSynced();
  }

  async function syncAll(): Promise<void> {
    while (unsynced.length > 0) {
      const told = unsynced;
      unsynced = [];
      try {
        if (lost === null) await sync();
      } catch (error) {
        lost = new DiskLost(error);
      }
      for (const one of told) {
        if (lost === null) one.resolve();
        else one.reject(lost);
      }
    }
  }

  /** A full disk or a read error rolls the whole transaction back, and with it everybody's part. */
  function noticeLoss(error: unknown): void {
    if (open && !database.inTransaction) abandon(error);
  }

  function openGroup(): void {
    if (lost !== null) throw lost;
    if (open) return;
    // Takes the write lock now: a transaction that read first could no longer get it (SQLITE_BUSY_SNAPSHOT).
    statements.begin.run();
    open = true;
  }

  function onDisk(): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      sharing.push({ resolve, reject });
    });
  }

  function createTurn(): Turn {
    let mine = false;

    async function take(): Promise<void> {
      if (mine) return;
      await takeTurn();
      mine = true;
    }

    function give(): void {
      if (!mine) return;
      mine = false;
      passOn();
    }

    return {
      async alone(write) {
        await take();
        try {
          openGroup();
          const answer = write();
          const done = onDisk();
          give();
          await done;
          return answer;
        } catch (error) {
          noticeLoss(error);
          throw error;
        }
      },
      async begin() {
        await take();
        openGroup();
        statements.enter.run();
      },
      async commit() {
        try {
          statements.leave.run();
        } catch (error) {
          noticeLoss(error);
          throw error;
        }
        const done = onDisk();
        give();
        await done;
      },
      async rollback() {
        if (!mine || !open || !database.inTransaction) {
          noticeLoss(new Error('the transaction was lost'));
          return;
        }
        statements.undo.run();
        statements.leave.run();
        // Whoever failed because of another's write reads again only when that write can be seen.
        const seen = new Promise<void>((resolve) => {
          watching.push(resolve);
        });
        give();
        await seen;
      },
      end: give,
    };
  }

  return {
    createTurn,
    /** Whether something is under way that was not committed; what this connection reads then may never come to be. */
    isOpen: () => open,
    /** Commits what is open, waits until it is on the disk and runs the last work of this connection. */
    async close(last: () => void): Promise<void> {
      await takeTurn();
      flush();
      await everythingSynced();
      last();
      passOn();
    },
  };
}
