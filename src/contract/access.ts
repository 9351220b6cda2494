import { z } from 'zod';
import { permissions, roles } from '../domain/access/permissions.ts';
import { timeSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

export const roleSchema = z.enum(roles as [(typeof roles)[number], ...(typeof roles)[number][]]);
export const permissionSchema = z.enum(permissions);

const passwordInput = z.string().min(1).max(1024).meta({ secret: true });

export const signedInSchema = z.strictObject({
  user: z.strictObject({
    directoryId: z.string(),
    anchor: z.string(),
    username: z.string(),
    displayName: z.string(),
  }),
  tenantName: z.string(),
  roles: z.array(roleSchema),
  permissions: z.array(permissionSchema),
  /** Sent back as `Postern-Form-Token` with every unsafe request of this session. */
  formToken: z.string(),
  authenticatedAt: timeSchema,
  expiresAt: timeSchema,
});
export type SignedIn = z.infer<typeof signedInSchema>;

export const apiKeySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  scopes: z.array(permissionSchema),
  createdAt: timeSchema,
  expiresAt: timeSchema.nullable(),
  revokedAt: timeSchema.nullable(),
  lastUsedAt: timeSchema.nullable(),
});

export const roleAssignmentSchema = z.strictObject({
  directoryId: z.string(),
  anchor: z.string(),
  username: z.string(),
  displayName: z.string(),
  role: roleSchema,
  assignedAt: timeSchema,
});

const keyId = z.strictObject({ id: z.string().min(1).max(64) });

export const accessEndpoints = {
  setUpState: endpoint({
    id: 'setUpState',
    method: 'get',
    path: '/set-up',
    tag: 'Set-up',
    summary: 'Whether the first administrator must still be made',
    status: 200,
    response: z.strictObject({ required: z.boolean() }),
  }),
  setUp: endpoint({
    id: 'setUp',
    method: 'post',
    path: '/set-up',
    tag: 'Set-up',
    summary: 'Make the organisation and its first administrator with the one-time set-up token',
    body: z.strictObject({
      token: z.string().min(1).max(256).meta({ secret: true }),
      organisation: z.string().trim().min(1).max(128),
      username: z.string().min(1).max(128),
      displayName: z.string().trim().min(1).max(128),
      mail: z.string().max(254),
      password: passwordInput,
    }),
    status: 204,
  }),
  signIn: endpoint({
    id: 'signIn',
    method: 'post',
    path: '/session',
    tag: 'Session',
    summary: 'Sign in to the console with a directory password; sets the session cookie',
    body: z.strictObject({ identifier: z.string().min(1).max(512), password: passwordInput }),
    status: 200,
    response: signedInSchema,
  }),
  session: endpoint({
    id: 'session',
    method: 'get',
    path: '/session',
    tag: 'Session',
    summary: 'Who is signed in, and what they may do',
    status: 200,
    response: signedInSchema,
  }),
  reauthenticate: endpoint({
    id: 'reauthenticate',
    method: 'post',
    path: '/session/reauthentication',
    tag: 'Session',
    summary: 'Prove the password again before a sensitive act; the session gets a new cookie',
    body: z.strictObject({ password: passwordInput }),
    status: 200,
    response: signedInSchema,
  }),
  signOut: endpoint({
    id: 'signOut',
    method: 'delete',
    path: '/session',
    tag: 'Session',
    summary: 'End the session',
    status: 204,
  }),
  listRoles: endpoint({
    id: 'listRoles',
    method: 'get',
    path: '/roles',
    tag: 'Roles',
    summary: 'Who holds which role',
    status: 200,
    response: z.strictObject({ items: z.array(roleAssignmentSchema) }),
  }),
  assignRole: endpoint({
    id: 'assignRole',
    method: 'put',
    path: '/users/{directoryId}/{anchor}/roles/{role}',
    tag: 'Roles',
    summary: 'Give a user a role',
    params: z.strictObject({
      directoryId: z.string().max(64),
      anchor: z.string().max(128),
      role: roleSchema,
    }),
    status: 204,
  }),
  removeRole: endpoint({
    id: 'removeRole',
    method: 'delete',
    path: '/users/{directoryId}/{anchor}/roles/{role}',
    tag: 'Roles',
    summary: 'Take a role from a user; the last Global Administrator is kept',
    params: z.strictObject({
      directoryId: z.string().max(64),
      anchor: z.string().max(128),
      role: roleSchema,
    }),
    status: 204,
  }),
  listApiKeys: endpoint({
    id: 'listApiKeys',
    method: 'get',
    path: '/api-keys',
    tag: 'API keys',
    summary: 'API keys, without their secrets',
    status: 200,
    response: z.strictObject({ items: z.array(apiKeySchema) }),
  }),
  createApiKey: endpoint({
    id: 'createApiKey',
    method: 'post',
    path: '/api-keys',
    tag: 'API keys',
    summary:
      'Make an API key; its secret is in this answer and never again. A key never holds more than its maker.',
    body: z.strictObject({
      name: z.string().trim().min(1).max(128),
      scopes: z.array(permissionSchema).min(1),
      expiresAt: timeSchema.nullable(),
    }),
    status: 201,
    response: apiKeySchema.extend({ secret: z.string() }),
  }),
  revokeApiKey: endpoint({
    id: 'revokeApiKey',
    method: 'delete',
    path: '/api-keys/{id}',
    tag: 'API keys',
    summary: 'Revoke an API key at once',
    params: keyId,
    status: 204,
  }),
};
