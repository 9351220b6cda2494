// The built server as a file: what it takes in memory, and what a trace of it says (decision 10).
import { readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const folder = resolve('dist/cli/parts');
/** What is full of letters beyond ASCII has a part of its own, in two bytes a letter. */
const parts = readdirSync(folder).filter((file) => /^(?!words-)[^.]+\.js$/.test(file));
const codeOf = (part: string) => readFileSync(join(folder, part), 'utf8');

test('the server stands in one byte a letter', () => {
  expect(parts.length).toBeGreaterThan(1);
  const beyond = parts.filter((part) => /[\u0080-\uffff]/.test(codeOf(part)));
  expect(beyond).toEqual([]);
});

test.for([
  ['reconciliation failed, will be tried again'],
  ['directory refused a write'],
  // Behind letters that became longer.
  ['is not a common password, nor known from a data leak'],
  ['can be changed again after one hour at the earliest'],
])('a trace finds the place of “%s” in src', ([text = '']) => {
  const part = parts.find((one) => codeOf(one).includes(text));
  if (part === undefined) throw new Error('no part of the server says so');
  const code = codeOf(part);
  const before = code.slice(0, code.indexOf(text)).split('\n');
  const map = new SourceMap(JSON.parse(readFileSync(join(folder, `${part}.map`), 'utf8')));
  const entry = map.findEntry(before.length - 1, before.at(-1)?.length ?? 0);
  if (!('originalSource' in entry)) throw new Error('the map knows nothing of it');
  const source = readFileSync(resolve(folder, entry.originalSource), 'utf8').split('\n');
  expect(source[entry.originalLine]).toContain(text);
});
