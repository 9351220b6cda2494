import type { Problem } from '../../src/contract/common.ts';
import type { ErrorCode } from '../../src/contract/shapes.ts';

/**
 * `unreachable`: no answer came. `unreadable`: an answer that the contract does not describe, as
 * after an upgrade of the server while the page stayed open.
 */
export type ProblemCode = ErrorCode | 'unreachable' | 'unreadable';

export type Fault = NonNullable<Problem['faults']>[number];

/** The one error that a call rejects with. */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  /** 0 when there was no answer. */
  readonly status: number;
  /** In the reader's language, made by the server; empty when the answer held no problem. */
  readonly detail: string;
  /** Quoted to support; empty when there was no answer. */
  readonly reference: string;
  readonly faults: readonly Fault[];

  constructor(code: ProblemCode, status: number, problem?: Problem, cause?: unknown) {
    super(problem?.title ?? code, cause === undefined ? undefined : { cause });
    this.name = 'ApiProblem';
    this.code = code;
    this.status = status;
    this.detail = problem?.detail ?? '';
    this.reference = problem?.reference ?? '';
    this.faults = problem?.faults ?? [];
  }
}

export function isProblem(error: unknown, ...codes: readonly ProblemCode[]): error is ApiProblem {
  return error instanceof ApiProblem && (codes.length === 0 || codes.includes(error.code));
}
