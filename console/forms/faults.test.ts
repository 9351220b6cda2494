import { describe, expect, test } from 'vitest';
import { ApiProblem } from '../api/problem.ts';
import { faultAt, faultsByPath } from './faults.ts';

const refused = (...paths: readonly string[]) =>
  new ApiProblem('policy-impossible', 422, {
    type: 'about:blank',
    title: 'Impossible',
    status: 422,
    code: 'policy-impossible',
    detail: '',
    reference: 'K7QM-2F9T',
    faults: paths.map((path, index) => ({ path, code: 'wrong', message: `fault ${index}` })),
  });

describe('faults by path', () => {
  test('drops the names of what a setting is wrapped in', () => {
    expect([
      ...faultsByPath(refused('policy.session.lifetimeSeconds', 'body.name', 'mail')).keys(),
    ]).toEqual(['session.lifetimeSeconds', 'name', 'mail']);
  });

  test('keeps the first fault of a setting', () => {
    expect(faultsByPath(refused('mail', 'mail')).get('mail')).toBe('fault 0');
  });

  test('finds nothing in an error of another kind', () => {
    expect(faultsByPath(new Error('broken')).size).toBe(0);
    expect(faultsByPath(null).size).toBe(0);
  });

  test('shows at a list what is wrong with one of its items, and not at its neighbour', () => {
    const faults = faultsByPath(refused('scope.includeGroups.2'));
    expect(faultAt(faults, 'scope.includeGroups')).toBe('fault 0');
    expect(faultAt(faults, 'scope.include')).toBeUndefined();
  });
});
