// The published table of limits: code, operator's documentation and console have to say the same. The API is compared
// in test/integration/api-blocks.test.ts.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { settingTexts } from '../../console/locales/en/settings.ts';
import {
  type Limit,
  type LimitClearing,
  type LimitName,
  limitNames,
  limitTable,
  timesOf,
} from '../../src/domain/throttle/limits.ts';

const cleared: Record<LimitClearing, string> = {
  time: 'time',
  administrator: 'an administrator',
  'finished-reset': 'a finished reset',
  'accepted-proof': 'a right answer by the same method',
  'new-registration': 'registering the method anew',
  'sign-in': 'the right password',
};

function duration(seconds: number): string {
  if (seconds % 86_400 === 0) return `${seconds / 86_400} d`;
  return seconds % 3600 === 0 ? `${seconds / 3600} h` : `${seconds / 60} min`;
}

function numbers(name: LimitName, preset: 'recommended' | 'entra'): string {
  const { windowSeconds, blockSeconds } = timesOf(name, preset);
  const max = limitTable[name].max[preset];
  const block = blockSeconds === null ? 'the rest of it' : duration(blockSeconds);
  return windowSeconds === null
    ? `${max} in a row, then until cleared`
    : `${max} in ${duration(windowSeconds)}, then ${block}`;
}

function rowOf(name: LimitName): string {
  const limit: Limit = limitTable[name];
  const cells = [
    `\`${name}\``,
    limit.counts,
    limit.key,
    numbers(name, 'recommended'),
    numbers(name, 'entra'),
    limit.range.map((end) => end.toLocaleString('en')).join(' – '),
    limit.cleared.map((one) => cleared[one]).join(', '),
  ];
  return `| ${cells.join(' | ')} |`;
}

const table = [
  '| limit | counts | by | recommended | entra | can be set to | cleared by |',
  '|---|---|---|---|---|---|---|',
  ...limitNames.map(rowOf),
].join('\n');

test('the documentation shows every limit as the code has it', () => {
  const page = readFileSync(new URL('../../docs/operate/limits.md', import.meta.url), 'utf8');
  const shown = page.split('\n').filter((line) => line.startsWith('|'));
  expect(shown.slice(0, limitNames.length + 2).join('\n')).toBe(table);
});

test('the console has a name and a word of help for every limit', () => {
  for (const name of limitNames) {
    const text = settingTexts[`limits.${name}`];
    expect(text.label).not.toBe('');
    expect(text.help).not.toBe('');
  }
});

test('every preset stays within the range an administrator may set', () => {
  for (const name of limitNames) {
    const { max, range }: Limit = limitTable[name];
    for (const number of Object.values(max)) {
      expect(number).toBeGreaterThanOrEqual(range[0]);
      expect(number).toBeLessThanOrEqual(range[1]);
    }
  }
});

test('every block ends by itself or by somebody who may end it', () => {
  for (const name of limitNames) {
    const { windowSeconds, cleared: by }: Limit = limitTable[name];
    expect(by.includes('time')).toBe(windowSeconds !== null);
    expect(by).toContain('administrator');
  }
});
