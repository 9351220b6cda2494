import { type ErrorCode, PosternError, type PosternErrorDetails } from '../../domain/errors.ts';

/** An error as it goes from one thread to another, where the class of an error is lost. */
export interface ToldError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
  /** Of a `PosternError`. */
  readonly posternCode: ErrorCode | null;
  readonly details: Pick<PosternErrorDetails, 'params' | 'faults'>;
  readonly retryAfterSeconds: number | undefined;
  readonly cause: ToldError | null;
}

const causesFollowed = 4;

export function tellError(error: unknown, depth = 0): ToldError {
  const known = error instanceof Error ? error : new Error(String(error));
  const ours = known instanceof PosternError ? known : null;
  return {
    name: known.name,
    message: known.message,
    stack: known.stack,
    posternCode: ours?.code ?? null,
    details: ours === null ? {} : { params: ours.params, faults: ours.faults },
    retryAfterSeconds: ours?.retryAfterSeconds,
    cause:
      known.cause === undefined || depth === causesFollowed
        ? null
        : tellError(known.cause, depth + 1),
  };
}

/** The same error again: a `PosternError` is one, any other keeps its name, message, trace and cause. */
export function errorFrom(told: ToldError): Error {
  const { name, message, stack, posternCode, retryAfterSeconds } = told;
  const cause = told.cause === null ? {} : { cause: errorFrom(told.cause) };
  const error =
    posternCode === null
      ? new Error(message, cause)
      : new PosternError(posternCode, {
          ...told.details,
          ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
          ...cause,
        });
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
