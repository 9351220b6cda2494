import type { Context } from 'hono';
import type { Actor } from '../../../domain/access/actor.ts';
import { PosternError } from '../../../domain/errors.ts';
import type { AccessService, SignedInUser } from '../../../services/access/access-service.ts';
import type { Cookies } from '../../http/cookies.ts';
import type { HttpEnv } from '../../http/env.ts';
import type { FormTokens } from '../../http/form-token.ts';

/** Who a request says it is from, and was found to be. */
export type Credentials =
  | { readonly kind: 'session'; readonly token: string; readonly signedIn: SignedInUser }
  | { readonly kind: 'key'; readonly actor: Actor };

export interface CredentialDeps {
  readonly tenantId: string;
  readonly access: AccessService;
  readonly cookies: Cookies;
  readonly formTokens: FormTokens;
}

const safeMethods = new Set(['GET', 'HEAD']);
const bearer = /^Bearer (ptn_[A-Za-z0-9_-]{1,256})$/i;

/**
 * A console session by its cookie, with its form token for anything but reading, or an API key; never both,
 * so that no page can borrow a key's rights for a session or the other way round. Throws `not-signed-in`,
 * `forged-request`, `bad-request`.
 */
export async function readCredentials(
  deps: CredentialDeps,
  c: Context<HttpEnv>,
): Promise<Credentials> {
  const authorization = c.req.header('authorization');
  const token = deps.cookies.get(c, 'console');
  if (authorization !== undefined) {
    if (token !== null) throw new PosternError('bad-request');
    return { kind: 'key', actor: await keyHolder(deps, authorization) };
  }
  if (token === null) throw new PosternError('not-signed-in');
  const signedIn = await deps.access.resume(deps.tenantId, token, 'console');
  if (!signedIn) throw new PosternError('not-signed-in');
  if (!safeMethods.has(c.req.method)) {
    deps.formTokens.check(token, c.req.header('postern-form-token'));
  }
  return { kind: 'session', token, signedIn };
}

async function keyHolder(deps: CredentialDeps, authorization: string): Promise<Actor> {
  const text = bearer.exec(authorization)?.[1];
  const actor = text === undefined ? null : await deps.access.actorOfApiKey(text);
  if (actor?.tenantId !== deps.tenantId) throw new PosternError('not-signed-in');
  return actor;
}
