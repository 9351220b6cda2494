import type Database from 'better-sqlite3';
import type { QueryAnswer } from './dialect.ts';

/** Read with every request, some of them thirty times in one reset, and written a few times a year. */
const keptTables = ['settings_documents', 'tenants'];
const MOST_ANSWERS = 200;

export interface KeptAnswers {
  /** What was answered last, while nothing can have changed it; asks otherwise. */
  read(text: string, parameters: readonly unknown[], ask: () => QueryAnswer): QueryAnswer;
  /** To be told of every statement that writes, before it is run. */
  willWrite(text: string): void;
}

/**
 * Remembers what is in the tables that hardly ever change. SQLite itself tells whether another connection, of this
 * process or of another, has committed anything since (https://sqlite.org/pragma.html#pragma_data_version); what this
 * connection writes is told by {@link KeptAnswers.willWrite}, and nothing is kept until that is committed or undone.
 *
 * @param database the one connection that writes.
 * @param isOpen whether it has something under way that was not committed.
 */
export function createKeptAnswers(database: Database.Database, isOpen: () => boolean): KeptAnswers {
  const dataVersion = database.prepare('pragma data_version').pluck();
  const isKept = remembered((text) =>
    keptTables.some((table) => text.startsWith(`select * from "${table}" where `)),
  );
  const changesKept = remembered((text) => keptTables.some((table) => text.includes(`"${table}"`)));
  const answers = new Map<string, QueryAnswer>();
  let version: unknown = null;
  let changing = false;

  return {
    read(text, parameters, ask) {
      if (!isKept(text)) return ask();
      changing &&= isOpen();
      if (changing) return ask();
      const now = dataVersion.get();
      if (now !== version || answers.size >= MOST_ANSWERS) answers.clear();
      version = now;
      const key = `${text}\0${parameters.join('\0')}`;
      const known = answers.get(key) ?? ask();
      answers.set(key, known);
      return known;
    },
    willWrite(text) {
      if (!changesKept(text)) return;
      answers.clear();
      changing = true;
    },
  };
}

/** Statements are few, and each is looked at once. */
function remembered(look: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    const seen = known.get(text) ?? look(text);
    known.set(text, seen);
    return seen;
  };
}
