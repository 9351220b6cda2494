import type { Context } from 'hono';
import { accessEndpoints as endpoints, type SignedIn } from '../../../contract/access.ts';
import { permissionsOf } from '../../../domain/access/permissions.ts';
import { PosternError } from '../../../domain/errors.ts';
import type { ApiKeyRow } from '../../../ports/storage/api-keys.ts';
import type { AccessService, SignedInUser } from '../../../services/access/access-service.ts';
import type { ApiKeysService } from '../../../services/access/api-keys-service.ts';
import type { RolesService } from '../../../services/access/roles-service.ts';
import type { SetUpService } from '../../../services/set-up/set-up-service.ts';
import type { Visitor } from '../../../services/visitor.ts';
import type { Cookies } from '../../http/cookies.ts';
import type { HttpEnv } from '../../http/env.ts';
import type { FormTokens } from '../../http/form-token.ts';
import { forSignedIn, needing, openTo, type Route } from './route.ts';
import { refOf } from './views.ts';

export interface AccessRouteDeps {
  readonly access: AccessService;
  readonly apiKeys: ApiKeysService;
  readonly roles: RolesService;
  readonly setUp: SetUpService;
  readonly cookies: Cookies;
  readonly formTokens: FormTokens;
  readonly organisationName: (tenantId: string) => Promise<string>;
}

export function accessRoutes(deps: AccessRouteDeps): readonly Route[] {
  const { access, apiKeys, roles, setUp, cookies } = deps;

  async function view(token: string, signedIn: SignedInUser): Promise<SignedIn> {
    const { user } = signedIn;
    return {
      user: {
        directoryId: user.ref.directoryId,
        anchor: user.ref.anchor,
        username: user.username,
        displayName: user.displayName,
      },
      tenantName: await deps.organisationName(user.ref.tenantId),
      roles: [...signedIn.roles],
      permissions: [...permissionsOf(signedIn.roles)],
      formToken: deps.formTokens.issue(token),
      authenticatedAt: signedIn.authenticatedAt,
      expiresAt: signedIn.expiresAt,
    };
  }

  /** Whoever was signed in by this browser is not any more: no session is left that nobody can see. */
  async function endFormer(c: Context<HttpEnv>, visitor: Visitor): Promise<void> {
    const token = cookies.get(c, 'console');
    if (token === null) return;
    const former = await access.resume(visitor.tenantId, token, 'console');
    if (former) await access.signOut(visitor, former);
  }

  return [
    openTo(endpoints.setUpState, async ({ visitor }) => ({
      required: await setUp.required(visitor.tenantId),
    })),
    openTo(endpoints.setUp, async ({ visitor, body }) => {
      await setUp.complete(visitor, body);
      return undefined;
    }),
    openTo(endpoints.signIn, async ({ c, visitor, body }) => {
      const signIn = await access.signIn(visitor, body.identifier, body.password, 'console');
      if ('heldUp' in signIn) throw new PosternError('new-password-needed');
      const { token, signedIn } = signIn;
      await endFormer(c, visitor);
      cookies.set(c, 'console', token);
      return view(token, signedIn);
    }),
    forSignedIn(endpoints.session, ({ token, signedIn }) => view(token, signedIn)),
    forSignedIn(endpoints.reauthenticate, async ({ c, visitor, signedIn, body }) => {
      const again = await access.reauthenticate(visitor, signedIn, body.password, 'console');
      cookies.set(c, 'console', again.token);
      return view(again.token, again.signedIn);
    }),
    forSignedIn(endpoints.signOut, async ({ c, visitor, signedIn }) => {
      await access.signOut(visitor, signedIn);
      cookies.clear(c, 'console');
      return undefined;
    }),
    needing('users.read', endpoints.listRoles, async ({ caller }) => {
      const held = await roles.list(caller);
      return {
        items: held.map(({ user, role, assignedAt }) => ({
          directoryId: user.ref.directoryId,
          anchor: user.ref.anchor,
          username: user.username,
          displayName: user.displayName,
          role,
          assignedAt,
        })),
      };
    }),
    needing('roles.write', endpoints.assignRole, async ({ caller, params }) => {
      await roles.assign(caller, refOf(caller.actor.tenantId, params), params.role);
      return undefined;
    }),
    needing('roles.write', endpoints.removeRole, async ({ caller, params }) => {
      await roles.remove(caller, refOf(caller.actor.tenantId, params), params.role);
      return undefined;
    }),
    needing('api-keys.read', endpoints.listApiKeys, async ({ caller }) => ({
      items: (await apiKeys.list(caller)).map(keyView),
    })),
    needing('api-keys.write', endpoints.createApiKey, async ({ caller, body }) => {
      const { row, text } = await apiKeys.create(caller, body);
      return { ...keyView(row), secret: text };
    }),
    needing('api-keys.write', endpoints.revokeApiKey, async ({ caller, params }) => {
      await apiKeys.revoke(caller, params.id);
      return undefined;
    }),
  ];
}

function keyView(row: ApiKeyRow) {
  return {
    id: row.id,
    name: row.name,
    scopes: [...row.scopes],
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
    revokedAt: row.revokedAt,
    lastUsedAt: row.lastUsedAt,
  };
}
