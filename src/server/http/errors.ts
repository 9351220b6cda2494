import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { errorTable, PosternError } from '../../domain/errors.ts';
import type { HttpEnv } from './env.ts';

/** Draws an error for a reader: as a page of the portal, or as a problem of the API. */
export type ErrorRenderer = (
  c: Context<HttpEnv>,
  error: PosternError,
  reference: string,
) => Response | Promise<Response>;

export interface ErrorEdge {
  readonly page: ErrorRenderer;
  readonly problem: ErrorRenderer;
}

/** Whatever was thrown, as an error the table knows; the cause is kept for the log. */
export function knownError(thrown: unknown): PosternError {
  if (thrown instanceof PosternError) return thrown;
  // Hono's own helpers throw these, such as for a path that does not decode.
  if (thrown instanceof HTTPException && thrown.status < 500)
    return new PosternError('bad-request', { cause: thrown });
  if (thrown instanceof URIError) return new PosternError('bad-request', { cause: thrown });
  return new PosternError('unexpected', { cause: thrown });
}

/** Answers with the error and writes the one log line that its reference leads to. */
export async function answerError(
  c: Context<HttpEnv>,
  thrown: unknown,
  edge: ErrorEdge,
): Promise<Response> {
  const error = knownError(thrown);
  const { log, reference } = c.var.facts;
  const { logLevel } = errorTable[error.code];
  log[logLevel](
    {
      // Not `code`: what goes by that name is blacked out in the log.
      problem: error.code,
      status: error.status,
      ...(error.faults.length > 0 && {
        faults: error.faults.map(({ path, code }) => `${path}: ${code}`),
      }),
      ...(error.cause !== undefined && { error: error.cause }),
    },
    'request refused',
  );
  const isApi = c.req.path === '/api' || c.req.path.startsWith('/api/');
  const answer = await (isApi ? edge.problem : edge.page)(c, error, reference);
  if (error.retryAfterSeconds !== undefined)
    answer.headers.set('Retry-After', String(error.retryAfterSeconds));
  // RFC 9110 §11.6.1. No browser asks for a password on this scheme: people sign in on a page.
  if (isApi && answer.status === 401) answer.headers.set('WWW-Authenticate', 'Bearer');
  return answer;
}
