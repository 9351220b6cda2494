import type { Hono } from 'hono';
import type { Cookies } from '../http/cookies.ts';
import type { HttpEnv } from '../http/env.ts';
import type { FormTokens } from '../http/form-token.ts';
import { createApi } from '../routes/api/index.ts';
import { readVersion } from '../runtime/version.ts';
import type { Foundation } from './foundation.ts';
import type { Services } from './services.ts';

export interface ApiWeb {
  readonly cookies: Cookies;
  readonly formTokens: FormTokens;
  /** Whether this is a demonstration; its answers are compared with their schemas, so that a slip shows there. */
  readonly demo: boolean;
}

export function createApiPart(
  { tenantId }: Foundation,
  services: Services,
  { demo, ...web }: ApiWeb,
): Hono<HttpEnv> {
  return createApi({
    ...services,
    ...web,
    tenantId,
    demo,
    checkAnswers: demo,
    organisationName: services.organisation.nameOf,
    version: readVersion(),
  });
}
