import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The published table: which scenario is run on which directory. */
export const testedDirectories = resolve('docs/operate/tested-directories.md');

export interface TestedTable {
  readonly titles: readonly string[];
  /** By the title of the column. */
  readonly columns: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Reads the one table of the page; a cell is `yes` where the scenario is run. */
export function readTestedTable(markdown = readFileSync(testedDirectories, 'utf8')): TestedTable {
  const rows = markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [head = [], , ...body] = rows;
  const columns = head
    .slice(1)
    .map((title, index) => [
      title,
      new Set(body.filter((row) => row[index + 1] === 'yes').map(([scenario = '']) => scenario)),
    ]);
  return {
    titles: body.map(([scenario = '']) => scenario),
    columns: new Map(columns as [string, Set<string>][]),
  };
}
