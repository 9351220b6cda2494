import { describe, expect, test } from 'vitest';
import { type AuditFilter, queryOf, readFilter, typesByCategory, writeFilter } from './filter.ts';

const none: AuditFilter = {
  types: [],
  outcome: null,
  search: '',
  period: 'all',
  from: null,
  to: null,
};

const now = Date.UTC(2026, 10, 22, 9, 0, 30);

describe('the filter in the address', () => {
  test.each<[string, AuditFilter]>([
    ['nothing', none],
    ['types', { ...none, types: ['reset.requested', 'policy.changed'] }],
    ['an outcome and words', { ...none, outcome: 'failure', search: 'ada & co' }],
    ['a period', { ...none, period: 'week' }],
    ['times', { ...none, period: 'custom', from: 1000, to: 2000 }],
  ])('comes back as it was written: %s', (_, filter) => {
    expect(readFilter(new URLSearchParams(writeFilter(filter).toString()))).toEqual(filter);
  });

  test('is empty when nothing is filtered', () => {
    expect(writeFilter(none).toString()).toBe('');
  });

  test('passes over what it does not know', () => {
    const search = new URLSearchParams(
      'type=constructor&type=made-up&outcome=maybe&period=century&from=soon&x=1',
    );
    expect(readFilter(search)).toEqual(none);
  });
});

describe('what the API is asked', () => {
  test('leaves out what is not filtered', () => {
    expect(queryOf(none, now)).toEqual({});
  });

  test('counts a period back from now, to the minute', () => {
    expect(queryOf({ ...none, period: 'day' }, now)).toEqual({
      from: Date.UTC(2026, 10, 21, 9, 0),
    });
  });

  test('forgets the times of another period', () => {
    const filter: AuditFilter = { ...none, period: 'week', from: 1, to: 2 };
    expect(queryOf(filter, now)).not.toHaveProperty('to');
    expect(queryOf({ ...filter, period: 'custom' }, now)).toEqual({ from: 1, to: 2 });
  });
});

test('offers every type of event under exactly one category', () => {
  const offered = [...typesByCategory.values()].flat();
  expect(new Set(offered).size).toBe(offered.length);
  expect(offered).toContain('reset.requested');
});
