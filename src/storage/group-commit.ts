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

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit for a database with one connection: transactions that meet in one turn of the event loop run one
 * after the other, each in a savepoint of its own, and share one COMMIT with its fsync. Nobody is answered before
 * that. When the COMMIT fails, all of them fail and none of it was done. Reads that stand alone go another way, by a
 * connection that sees only what was committed.
 */
export function createGroupCommit(database: Database.Database) {
  const queue: (() => void)[] = [];
  let lent = false;
  let open = false;
  let scheduled = false;
  let sharing: Waiting[] = [];

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
      database.exec('commit');
      settle(null);
    } catch (error) {
      if (database.inTransaction) database.exec('rollback');
      settle(error);
    }
  }

  function settle(error: unknown): void {
    open = false;
    const told = sharing;
    sharing = [];
    for (const one of told) {
      if (error === null) one.resolve();
      else one.reject(error);
    }
  }

  /** A full disk or a read error rolls the whole transaction back, and with it everybody's part. */
  function noticeLoss(error: unknown): void {
    if (open && !database.inTransaction) settle(error);
  }

  function openGroup(): void {
    if (open) return;
    // Takes the write lock now: a transaction that read first could no longer get it (SQLITE_BUSY_SNAPSHOT).
    database.exec('begin immediate');
    open = true;
  }

  function committed(): Promise<void> {
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
          const done = committed();
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
        database.exec('savepoint turn');
      },
      async commit() {
        try {
          database.exec('release turn');
        } catch (error) {
          noticeLoss(error);
          throw error;
        }
        const done = committed();
        give();
        await done;
      },
      async rollback() {
        if (!mine || !open || !database.inTransaction) {
          noticeLoss(new Error('the transaction was lost'));
          return;
        }
        database.exec('rollback to turn');
        database.exec('release turn');
        // Whoever failed because of another's write reads again only when that write can be seen.
        const over = committed().catch(() => undefined);
        give();
        await over;
      },
      end: give,
    };
  }

  return {
    createTurn,
    /** Commits what is open and runs the last work of this connection. */
    async close(last: () => void): Promise<void> {
      await takeTurn();
      flush();
      last();
      passOn();
    },
  };
}
