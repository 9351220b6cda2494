import type { Context } from 'hono';
import type { Problem } from '../../contract/common.ts';
import type { PosternError } from '../../domain/errors.ts';
import { describeError, describeFault, negotiateLanguage } from '../../locales/index.ts';

/** An error as the API tells it: RFC 9457, in the language the client asks for, with nothing of its cause. */
export function answerProblem(c: Context, error: PosternError, reference: string): Response {
  const language = negotiateLanguage(c.req.header('accept-language'));
  const text = describeError(language, error.code, error.params);
  const problem: Problem = {
    type: `urn:postern:problem:${error.code}`,
    title: text,
    status: error.status,
    code: error.code,
    detail: text,
    reference,
    ...(error.faults.length > 0 && {
      faults: error.faults.map((fault) => ({
        path: fault.path,
        code: fault.code,
        message: describeFault(language, fault, error.code),
        ...(fault.params !== undefined && { params: { ...fault.params } }),
      })),
    }),
  };
  return new Response(JSON.stringify(problem), {
    status: error.status,
    headers: {
      'Content-Type': 'application/problem+json; charset=utf-8',
      'Content-Language': language.code,
    },
  });
}
