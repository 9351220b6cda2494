import { describe, expect, it } from 'vitest';
import { type ReconciliationFacts, reconcile } from './reconciliation.ts';

type State = NonNullable<ReconciliationFacts['now']>;

const untouched: State = { passwordChangedAt: 500, lastWritebackId: null, locked: false };
const found = (now: Partial<State> | null, more: Partial<ReconciliationFacts> = {}) =>
  reconcile({
    kind: 'reset',
    writebackId: 'wbk_1',
    intendedAt: 60_000,
    passwordChangedAtBefore: 500,
    now: now && { ...untouched, ...now },
    ...more,
  });

describe('reconcile', () => {
  it('finds a write applied when the directory remembers its id', () => {
    expect(found({ passwordChangedAt: 1001, lastWritebackId: 'wbk_1' })).toBe('applied');
    expect(found({ passwordChangedAt: null, lastWritebackId: 'wbk_1' })).toBe('applied');
  });

  it('finds a write not made when the directory remembers another, however late that one was', () => {
    expect(found({ passwordChangedAt: 2000, lastWritebackId: 'wbk_0' })).toBe('not-made');
  });

  it('goes by the time of the last change where a directory keeps no id', () => {
    expect(found({ passwordChangedAt: 1001 })).toBe('applied');
    expect(found({})).toBe('not-made');
  });

  it('finds a first password applied where there was none', () => {
    expect(found({ passwordChangedAt: 1001 }, { passwordChangedAtBefore: null })).toBe('applied');
  });

  it('guesses nothing where a directory keeps neither id nor time (F43)', () => {
    expect(found({ passwordChangedAt: null }, { passwordChangedAtBefore: null })).toBe('unknown');
  });

  it('guesses nothing where a time that was there is gone, as after "must change at next sign-in"', () => {
    expect(found({ passwordChangedAt: null })).toBe('unknown');
  });

  it('guesses nothing of a write in the same moment as the change before it', () => {
    expect(found({}, { intendedAt: 4000 })).toBe('unknown');
    expect(found({ passwordChangedAt: 1500 }, { intendedAt: 1000 })).toBe('applied');
  });

  it('guesses nothing of an account that is gone', () => {
    expect(found(null)).toBe('unknown');
    expect(found(null, { kind: 'unlock' })).toBe('unknown');
  });

  it('finds an unlock made when there is no lock, whatever became of the password', () => {
    expect(found({ locked: false }, { kind: 'unlock' })).toBe('applied');
    expect(found({ locked: true, passwordChangedAt: 9999 }, { kind: 'unlock' })).toBe('not-made');
  });
});
