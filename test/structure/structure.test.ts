import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { directionFaults } from './direction.ts';
import {
  filesUnder,
  findCycles,
  importsOf,
  isCode,
  isTest,
  read,
  targetOf,
  trackedFiles,
} from './scan.ts';

const source = filesUnder('src').filter(isCode);
const code = ['src', 'console', 'bench', 'script', 'test'].flatMap(filesUnder).filter(isCode);
const self = (file: string): boolean => file.startsWith('test/structure/');

// The words below are put together so that this file does not hold what it forbids.
const bannedCode: readonly [what: string, pattern: RegExp][] = [
  ['module mock', /\bvi\s*\.\s*(?:do)?[mM]ock\s*\(/],
  ['skipped or only test', /\b(?:test|it|describe|suite)(?:\.\w+)*\.(?:skip|only|todo|fixme)\s*\(/],
  ['silenced type check', /@ts-(?:ignore|nocheck|expect-error)/],
  ['any', /(?:[:<,|&(]|\bas|=>)\s*any\b(?=\s*(?:[[\],;)>|&={}]|$))/m],
];
const bannedText: readonly [what: string, pattern: RegExp][] = [
  ['path of one machine', new RegExp(`(?<![\\w.-])${['', 'work', ''].join('/')}`)],
  ['package registry', new RegExp(['https?://registry', 'npmjs\\.org/(?!-)'].join('\\.|'))],
];

function banned(text: string, rules: readonly [what: string, pattern: RegExp][]): string[] {
  return rules.filter(([, pattern]) => pattern.test(text)).map(([what]) => what);
}

/** Playwright has no other way to skip by project than test.skip(condition, reason). */
const withoutReasonedSkips = (text: string): string =>
  text.replaceAll(/\btest\.skip\(\s*[^'"`()\s]/g, 'reasoned(');

function importGraph(files: readonly string[]): Map<string, string[]> {
  return new Map(
    files.map((file) => [
      file,
      importsOf(read(file))
        .filter((one) => !one.typeOnly)
        .flatMap((one) => targetOf(file, one.specifier) ?? []),
    ]),
  );
}

/** Entries of a registry folder that its index.ts does not import. */
function missingFromIndex(folder: string, indexes: readonly string[], kinds: 'files' | 'folders') {
  if (!existsSync(folder)) return [];
  const named = indexes
    .filter((index) => existsSync(index))
    .flatMap((index) => importsOf(read(index)).map((one) => targetOf(index, one.specifier) ?? ''));
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => (entry.isDirectory() ? kinds !== 'files' : kinds !== 'folders'))
    .filter((entry) => entry.isDirectory() || (isCode(entry.name) && !isTest(entry.name)))
    .filter((entry) => entry.name !== 'index.ts')
    .map((entry) => join(folder, entry.name))
    .filter((path) => !named.some((target) => target === path || target.startsWith(`${path}/`)));
}

describe('the house', () => {
  test('imports follow the direction of the layers', () => {
    const files = [...source, ...filesUnder('console').filter(isCode)].filter(
      (file) => !isTest(file),
    );
    expect(files.flatMap((file) => directionFaults(file, read(file)))).toEqual([]);
  });

  test('has no import cycle', () => {
    expect(findCycles(importGraph(source.filter((file) => !isTest(file))))).toEqual([]);
  });

  test('has no file too long to be read at once', () => {
    const tooLong = code
      .filter((file) => !file.startsWith('src/locales/'))
      .map((file) => ({ file, lines: read(file).split('\n').length - 1 }))
      .filter(({ file, lines }) => lines > (isTest(file) ? 600 : 400));
    expect(tooLong).toEqual([]);
  });

  test('has no any, no module mock, no silenced check, no test left out', () => {
    const faults = code
      .filter((file) => !self(file))
      .map((file) => ({ file, faults: banned(withoutReasonedSkips(read(file)), bannedCode) }));
    expect(faults.filter((one) => one.faults.length > 0)).toEqual([]);
  });

  test('names every method, channel, directory kind, language and password rule in its index', () => {
    const rules = 'src/domain/password/rules';
    const missing = [
      ...missingFromIndex('src/methods', ['src/methods/index.ts'], 'files'),
      ...missingFromIndex('src/channels', ['src/channels/index.ts'], 'files'),
      // What several kinds have in common is a folder without an index of its own.
      ...missingFromIndex('src/directories', ['src/directories/index.ts'], 'folders').filter(
        (folder) => existsSync(join(folder, 'index.ts')),
      ),
      ...missingFromIndex('src/locales', ['src/locales/index.ts'], 'folders'),
      ...missingFromIndex(rules, [`${rules}/index.ts`, 'src/domain/password/index.ts'], 'files'),
    ];
    expect(missing).toEqual([]);
  });

  test('says nothing of the machine it was written on', () => {
    const faults = trackedFiles()
      .filter((file) => !/\.(png|ico|webp|woff2|bin|gz)$/.test(file))
      .map((file) => ({ file, faults: banned(read(file), bannedText) }));
    expect(faults.filter((one) => one.faults.length > 0)).toEqual([]);
    expect(read('package-lock.json')).not.toContain('"resolved"');
  });
});

describe('the scan itself', () => {
  test('sees every form of import', () => {
    const text = [
      "import a from './a.ts';",
      "import type { B } from './b.ts';",
      'import {\n  c,\n  d,\n} from "../c.ts";',
      "export * from './e.ts';",
      "export { f } from './f.ts';",
      "import './g.css';",
      "const h = await import('./h.ts');",
      "const text = ' from ';",
    ].join('\n');
    expect(importsOf(text).map((one) => basename(one.specifier))).toEqual([
      'a.ts',
      'b.ts',
      'c.ts',
      'e.ts',
      'f.ts',
      'g.css',
      'h.ts',
    ]);
    expect(importsOf(text).filter((one) => one.typeOnly)).toHaveLength(1);
  });

  test.each([
    ['src/domain/a.ts', "import { b } from '../ports/b.ts';"],
    ['src/domain/a.ts', "import { readFile } from 'node:fs/promises';"],
    ['src/domain/reset/a.ts', "import type { B } from '../../services/b.ts';"],
    ['src/contract/a.ts', "import { b } from '../ports/b.ts';"],
    ['src/services/a.ts', "import { b } from '../locales/index.ts';"],
    ['src/services/a.ts', "import { Hono } from 'hono';"],
    ['src/methods/a.ts', "import { b } from '../channels/b.ts';"],
    ['src/portal/pages/a.tsx', "import { b } from '../../storage/b.ts';"],
    ['src/server/app.ts', "import { b } from '../methods/index.ts';"],
    ['src/server/main.ts', "import { b } from '../cli/b.ts';"],
    ['src/server/outside-thread/thread.ts', "import { b } from '../../storage/b.ts';"],
    ['src/portal/enhance/a.ts', "import { b } from '../pages/b.ts';"],
    ['src/unheard/a.ts', "import { b } from '../domain/b.ts';"],
    ['console/a.tsx', "import { b } from '../src/domain/b.ts';"],
    ['src/server/a.ts', "import { b } from '../../test/kit/b.ts';"],
  ])('refuses in %s: %s', (file, text) => {
    expect(directionFaults(file, text)).toHaveLength(1);
  });

  test.each([
    ['src/domain/a.ts', "import { z } from 'zod';\nimport { b } from './reset/b.ts';"],
    ['src/server/main.ts', "import { b } from '../methods/index.ts';"],
    ['src/server/outside-thread/thread.ts', "import { b } from '../../directories/index.ts';"],
    ['src/storage/a.ts', "import { Kysely } from 'kysely';\nimport { b } from '../ports/b.ts';"],
    ['console/a.tsx', "import { b } from '../src/contract/b.ts';"],
  ])('allows in %s: %s', (file, text) => {
    expect(directionFaults(file, text)).toEqual([]);
  });

  test('finds a cycle', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['a']],
      ['d', ['a']],
    ]);
    expect(findCycles(graph)).toEqual([['a', 'b', 'c', 'a']]);
  });

  test.each([
    ['module mock', "vi.mock('./a.ts');"],
    ['skipped or only test', "test.skip('a', () => {});"],
    ['skipped or only test', "describe.only('a', () => {});"],
    ['silenced type check', '// @ts-ignore'],
    ['any', 'const a: any = 1;'],
    ['any', 'const a = b as any;'],
    ['any', 'const a: Record<string, any> = {};'],
  ])('calls out %s in: %s', (what, text) => {
    expect(banned(withoutReasonedSkips(text), bannedCode)).toEqual([what]);
  });

  test.each([
    '// is there any way out, or any?',
    "const a = 'for any, say';",
    'test.skip(isPhone, "why")',
  ])('leaves alone: %s', (text) => {
    expect(banned(withoutReasonedSkips(text), bannedCode)).toEqual([]);
  });

  test('calls out machine paths and registries', () => {
    expect(banned(`at ${['', 'work', 'x'].join('/')}`, bannedText)).toEqual([
      'path of one machine',
    ]);
    expect(banned(['https://registry', 'example'].join('.'), bannedText)).toEqual([
      'package registry',
    ]);
  });
});
