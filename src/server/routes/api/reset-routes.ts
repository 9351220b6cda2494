import type { Context } from 'hono';
import { resetEndpoints as endpoints } from '../../../contract/resets.ts';
import { PosternError } from '../../../domain/errors.ts';
import type { ResetService } from '../../../services/reset/reset-service.ts';
import type { HttpEnv } from '../../http/env.ts';
import { openTo, type Route } from './route.ts';
import { resetView } from './views.ts';

/**
 * A reset by the API: the same service as the portal's pages, with the secret in a header instead of a cookie.
 * Nobody is signed in here; the header is all there is, so no page of another site can send it along.
 */
export function resetRoutes({ resets }: { readonly resets: ResetService }): readonly Route[] {
  return [
    openTo(endpoints.startReset, async ({ visitor, body }) => {
      const { progress, token } = await resets.start(
        visitor,
        body.identifier,
        body.kind,
        body.asAdministrator,
      );
      return { reset: resetView(progress), token };
    }),
    openTo(endpoints.currentReset, async ({ c, visitor }) =>
      resetView(await resets.progress(visitor, resetToken(c))),
    ),
    openTo(endpoints.chooseMethod, async ({ c, visitor, body }) =>
      resetView(await resets.chooseMethod(visitor, resetToken(c), body.method, body.destination)),
    ),
    openTo(endpoints.proveReset, async ({ c, visitor, body }) => {
      const { progress, token, accepted } = await resets.prove(visitor, resetToken(c), body.answer);
      return { reset: resetView(progress), token, accepted };
    }),
    openTo(endpoints.setResetPassword, async ({ c, visitor, body }) =>
      resetView(await resets.setPassword(visitor, resetToken(c), body.password)),
    ),
    openTo(endpoints.unlockAccount, async ({ c, visitor }) =>
      resetView(await resets.unlock(visitor, resetToken(c))),
    ),
    openTo(endpoints.wantPassword, async ({ c, visitor }) =>
      resetView(await resets.wantPassword(visitor, resetToken(c))),
    ),
    openTo(endpoints.cancelReset, async ({ c, visitor }) => {
      await resets.cancel(visitor, resetToken(c));
      return undefined;
    }),
  ];
}

function resetToken(c: Context<HttpEnv>): string {
  const token = c.req.header('postern-reset') ?? '';
  if (!/^[A-Za-z0-9_-]{16,128}$/.test(token)) throw new PosternError('not-found');
  return token;
}
