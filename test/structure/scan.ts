// Reads the tree as text. It shares nothing with the linter, so that a slip in the linter's
// configuration does not go unseen.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export interface Import {
  specifier: string;
  typeOnly: boolean;
}

const fromPattern =
  /^(?:import|export)\s+(type\s+)?(?:[\w$*{][^;'"`]*?)?\bfrom\s*['"]([^'"\n]+)['"]/gm;
const barePattern = /^import\s*['"]([^'"\n]+)['"]/gm;
const dynamicPattern = /\bimport\(\s*['"]([^'"\n]+)['"]/g;

export function importsOf(source: string): Import[] {
  const found: Import[] = [];
  for (const [, type, specifier] of source.matchAll(fromPattern)) {
    if (specifier !== undefined) found.push({ specifier, typeOnly: type !== undefined });
  }
  for (const pattern of [barePattern, dynamicPattern]) {
    for (const [, specifier] of source.matchAll(pattern)) {
      if (specifier !== undefined) found.push({ specifier, typeOnly: false });
    }
  }
  return found;
}

/** The file a relative import names, from the repository's root; undefined for a package. */
export function targetOf(file: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : undefined;
}

export function filesUnder(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/node_modules|\/results\b/.test(entry.parentPath))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

export const isCode = (file: string): boolean => /\.(tsx?|mjs)$/.test(file);
export const isTest = (file: string): boolean => /\.(test|spec)\.tsx?$/.test(file);
export const read = (file: string): string => readFileSync(file, 'utf8');

/** What is, or would be, committed. */
export function trackedFiles(): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z'];
  return execFileSync('git', args, { encoding: 'utf8' })
    .split('\0')
    .filter((file) => file !== '' && existsSync(file));
}

/** Each cycle once, as the files on it. */
export function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    if (done.has(file)) return;
    const start = path.indexOf(file);
    if (start >= 0) {
      cycles.push([...path.slice(start), file]);
      return;
    }
    path.push(file);
    for (const next of graph.get(file) ?? []) visit(next);
    path.pop();
    done.add(file);
  };
  for (const file of graph.keys()) visit(file);
  return cycles;
}
