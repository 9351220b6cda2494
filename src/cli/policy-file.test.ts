import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { PolicyDocument } from '../services/policy/policy-document.ts';
import { UsageError } from './command.ts';
import { readPolicyText, writePolicyText } from './policy-file.ts';

const policy = {
  preset: 'recommended',
  scope: {
    mode: 'selected',
    includeGroups: [{ name: 'SSPR pilot', directory: 'dir_1', anchor: 'grp_1' }],
    excludeGroups: [],
  },
  methodsRequired: 1,
  methods: { email: { enabled: true, codeDigits: 8 } },
  session: { resendWaitSeconds: [60, 120] },
  helpContact: null,
} as unknown as PolicyDocument;

describe('the policy as text', () => {
  test('reads back to what was written', () => {
    const text = writePolicyText(policy);
    expect(readPolicyText('policy.yaml', text).content).toEqual(policy);
    expect(parse(text)).toEqual(policy);
  });

  test('is the same for the same policy, and explains its sections', () => {
    const text = writePolicyText(policy);
    expect(writePolicyText(structuredClone(policy))).toBe(text);
    expect(text).toMatch(/^# Password reset policy of Postern\./);
    expect(text).toContain(
      '\n# How many proofs of different kinds a reset needs: 1 or 2\nmethodsRequired: 1\n',
    );
  });

  test('tells the line of a setting, or of the nearest one around it', () => {
    const text =
      'scope:\n  mode: all\n  includeGroups:\n    - one\n    - name: two\nmethodsRequired: 3\n';
    const { lineOf } = readPolicyText('policy.yaml', text);
    expect(lineOf('methodsRequired')).toBe(6);
    expect(lineOf('scope.mode')).toBe(2);
    expect(lineOf('scope.includeGroups.1')).toBe(5);
    expect(lineOf('scope.includeGroups.1.name')).toBe(5);
    expect(lineOf('scope.excludeGroups.0')).toBe(1);
    expect(lineOf('session.lifetimeSeconds')).toBeNull();
  });

  test.each([
    ['a: [1', 1],
    ['a: 1\na: 2\n', 2],
    ['a: 1\n\tb: 2\n', 2],
  ])('that is no YAML is refused with its line: %j', (text, line) => {
    expect(() => readPolicyText('policy.yaml', text)).toThrow(UsageError);
    expect(() => readPolicyText('policy.yaml', text)).toThrow(
      new RegExp(`^policy\\.yaml:${line}: `),
    );
  });

  test('that folds one thing into itself many times is refused', () => {
    const bomb = 'a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n';
    expect(() => readPolicyText('policy.yaml', bomb)).toThrow(/alias/i);
  });
});
