import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import type { GroupRef } from '../identity.ts';
import type { Scope } from './policy.ts';
import { decideScope, goesByGroups } from './scope.ts';

// Many runs, on machines that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const group = (anchor: string, directoryId = 'dir_1'): GroupRef => ({ directoryId, anchor });
const [pilot, staff, guests] = [group('pilot'), group('staff'), group('guests')];
const scope = (
  mode: Scope['mode'],
  includeGroups: GroupRef[] = [],
  excludeGroups: GroupRef[] = [],
): Scope => ({ mode, includeGroups, excludeGroups });

describe('none', () => {
  test('lets nobody in, member or not', () => {
    for (const held of [[], [pilot]]) {
      expect(decideScope(scope('none', [pilot]), held)).toEqual({
        inScope: false,
        because: 'switched-off',
      });
    }
  });
});

describe('all', () => {
  test('lets everybody in', () => {
    expect(decideScope(scope('all'), [])).toEqual({ inScope: true, because: 'everyone' });
  });

  test('but not a member of an excluded group', () => {
    expect(decideScope(scope('all', [], [guests]), [staff, guests])).toEqual({
      inScope: false,
      because: 'excluded',
      group: guests,
    });
  });
});

describe('selected', () => {
  test('lets a member of any included group in, and says which', () => {
    expect(decideScope(scope('selected', [pilot, staff]), [guests, staff])).toEqual({
      inScope: true,
      because: 'member',
      group: staff,
    });
  });

  test('lets nobody else in', () => {
    for (const held of [[], [guests]]) {
      expect(decideScope(scope('selected', [pilot]), held)).toEqual({
        inScope: false,
        because: 'not-a-member',
      });
    }
    expect(decideScope(scope('selected'), [pilot]).inScope).toBe(false);
  });

  test('lets exclusion win over inclusion', () => {
    expect(decideScope(scope('selected', [pilot], [guests]), [pilot, guests])).toMatchObject({
      inScope: false,
      because: 'excluded',
    });
    expect(decideScope(scope('selected', [pilot], [pilot]), [pilot])).toMatchObject({
      because: 'excluded',
    });
  });

  test('does not take a group of another directory for one of the same anchor', () => {
    const elsewhere = group('pilot', 'dir_2');
    expect(decideScope(scope('selected', [pilot]), [elsewhere]).inScope).toBe(false);
    expect(decideScope(scope('all', [], [pilot]), [elsewhere]).inScope).toBe(true);
    // Two parts that read alike when put together are still two.
    const joined = [group('b/c', 'a'), group('c', 'a/b')] as const;
    expect(decideScope(scope('selected', [joined[0]]), [joined[1]]).inScope).toBe(false);
  });
});

test('is decided as sets decide it, whatever the order of groups', () => {
  const groups = fc
    .subarray([pilot, staff, guests, group('pilot', 'dir_2')])
    .chain((some) => fc.shuffledSubarray(some, { minLength: some.length }));
  const mode = fc.constantFrom<Scope['mode']>('none', 'selected', 'all');
  fc.assert(
    fc.property(mode, groups, groups, groups, (which, included, excluded, held) => {
      const meets = (some: GroupRef[]) => some.some((one) => held.includes(one));
      const expected = which !== 'none' && !meets(excluded) && (which === 'all' || meets(included));
      expect(decideScope(scope(which, included, excluded), held).inScope).toBe(expected);
    }),
    { numRuns: 2000 },
  );
});

describe('whether groups are asked for', () => {
  test('they are for some, and for everybody but some', () => {
    expect(goesByGroups(scope('selected', [pilot]))).toBe(true);
    expect(goesByGroups(scope('all', [], [guests]))).toBe(true);
    expect(goesByGroups(scope('all', [pilot]))).toBe(false);
    expect(goesByGroups(scope('none', [pilot], [guests]))).toBe(false);
  });

  test('where they are not, no group makes a difference', () => {
    const groups = fc.subarray([pilot, staff, guests]);
    const mode = fc.constantFrom('none' as const, 'selected' as const, 'all' as const);
    fc.assert(
      fc.property(mode, groups, groups, groups, (of, included, excluded, held) => {
        const asked = scope(of, included, excluded);
        if (goesByGroups(asked)) return;
        expect(decideScope(asked, held)).toEqual(decideScope(asked, []));
      }),
    );
  });
});
