import { describe, expect, it } from 'vitest';
import { reconcile } from './reconciliation.ts';

const intended = {
  writebackId: 'wbk_1',
  intendedAt: 1000,
  passwordChangedAtBefore: 500,
  passwordChangedAt: 500,
  lastWritebackId: null,
};

describe('reconcile', () => {
  it('finds a write applied when the directory remembers its id', () => {
    expect(reconcile({ ...intended, passwordChangedAt: 1001, lastWritebackId: 'wbk_1' })).toBe(
      'applied',
    );
  });

  it('finds a write not made when the directory remembers another, however late that one was', () => {
    expect(reconcile({ ...intended, passwordChangedAt: 2000, lastWritebackId: 'wbk_0' })).toBe(
      'not-made',
    );
  });

  it('goes by the time of the last change where a directory keeps no id', () => {
    expect(reconcile({ ...intended, passwordChangedAt: 1001 })).toBe('applied');
    expect(reconcile(intended)).toBe('not-made');
  });

  it('finds a first password applied where there was none', () => {
    expect(reconcile({ ...intended, passwordChangedAtBefore: null, passwordChangedAt: 1001 })).toBe(
      'applied',
    );
    expect(reconcile({ ...intended, passwordChangedAtBefore: null, passwordChangedAt: null })).toBe(
      'not-made',
    );
  });
});
