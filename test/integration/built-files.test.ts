// The built server as a file: what it takes in memory, and what a trace of it says (decision 10).
import { readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';

const parts = resolve('dist/cli/parts');
const [name = ''] = readdirSync(parts).filter((file) => /^main-[^.]+\.js$/.test(file));
const code = readFileSync(join(parts, name), 'utf8');

test('the greatest part of the server stands in one byte a letter', () => {
  expect(code.match(/[\u0080-\uffff]/g) ?? []).toEqual([]);
});

test.for([
  ['reconciliation failed, will be tried again'],
  ['directory refused a write'],
  // Behind letters that became longer.
  ['is not a common password, nor known from a data leak'],
  ['can be changed again after one hour at the earliest'],
])('a trace finds the place of “%s” in src', ([text = '']) => {
  const before = code.slice(0, code.indexOf(text)).split('\n');
  const map = new SourceMap(JSON.parse(readFileSync(join(parts, `${name}.map`), 'utf8')));
  const entry = map.findEntry(before.length - 1, before.at(-1)?.length ?? 0);
  if (!('originalSource' in entry)) throw new Error('the map knows nothing of it');
  const source = readFileSync(resolve(parts, entry.originalSource), 'utf8').split('\n');
  expect(source[entry.originalLine]).toContain(text);
});
