import type { z } from 'zod';
import type { FieldFault } from './errors.ts';

/** What can be wrong with one field of what was sent, whatever the field means. */
export const shapeFaults = [
  'required',
  'wrong-type',
  'wrong-format',
  'too-short',
  'too-long',
  'too-small',
  'too-big',
  'too-few',
  'too-many',
  'not-a-choice',
  'unknown-field',
  'invalid',
] as const;
export type ShapeFault = (typeof shapeFaults)[number];

type Issue = z.core.$ZodIssue;

export type Shaped<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** Checks a value from outside; faults name the field, one each, and never repeat what was sent. */
export function checkShape<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): Shaped<z.output<Schema>> {
  // What was missing and what was of a wrong type is told apart by the input.
  const parsed = schema.safeParse(value, { reportInput: true });
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, faults: firstOfEachPath(parsed.error.issues.flatMap(faultsOfIssue)) };
}

function firstOfEachPath(faults: readonly FieldFault[]): FieldFault[] {
  const seen = new Set<string>();
  return faults.filter(({ path }) => !seen.has(path) && seen.add(path));
}

function faultsOfIssue(issue: Issue): FieldFault[] {
  const path = issue.path.map(String).join('.');
  const fault = (code: ShapeFault, params?: FieldFault['params']): FieldFault[] => [
    params === undefined ? { path, code } : { path, code, params },
  ];
  switch (issue.code) {
    case 'invalid_type':
      return fault(issue.input === undefined ? 'required' : 'wrong-type');
    case 'too_small':
      return fault(smallCode[issue.origin] ?? 'too-small', { min: Number(issue.minimum) });
    case 'too_big':
      return fault(bigCode[issue.origin] ?? 'too-big', { max: Number(issue.maximum) });
    case 'invalid_format':
      return fault('wrong-format');
    case 'invalid_value':
      return fault(issue.input === undefined ? 'required' : 'not-a-choice');
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        path: path === '' ? key : `${path}.${key}`,
        code: 'unknown-field' satisfies ShapeFault,
      }));
    case 'invalid_union':
      return unionFaults(issue);
    default:
      return fault('invalid');
  }
}

const smallCode: Readonly<Record<string, ShapeFault>> = { string: 'too-short', array: 'too-few' };
const bigCode: Readonly<Record<string, ShapeFault>> = { string: 'too-long', array: 'too-many' };

function unionFaults(issue: Extract<Issue, { code: 'invalid_union' }>): FieldFault[] {
  const allLiterals = issue.errors.every((branch) =>
    branch.every((one) => one.code === 'invalid_value'),
  );
  const path = issue.path.map(String).join('.');
  if (issue.input === undefined) return [{ path, code: 'required' }];
  return [{ path, code: allLiterals ? 'not-a-choice' : 'wrong-format' }];
}
