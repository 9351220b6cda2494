import { z } from 'zod';
import {
  directoryCheckIds,
  directoryCheckStatuses,
  directoryStates,
} from '../domain/directory-health.ts';
import { roleSchema } from './access.ts';
import { groupSchema, timeSchema } from './common.ts';
import { endpoint } from './endpoint.ts';
import { accountSchema, directoryPasswordRulesSchema, userSchema } from './users.ts';

const idSchema = z.string().min(1).max(64);
const idParams = z.strictObject({ id: idSchema });
const versionSchema = z.int().min(0);

/** What the connection is at, in the process that answers. */
export const directoryHealthSchema = z.strictObject({
  state: z.enum(directoryStates),
  /** The server that serves now. */
  server: z.string().nullable(),
  /** Of the last round trip. */
  latencyMs: z.number().nullable(),
  lastWorkedAt: timeSchema.nullable(),
  lastFailedAt: timeSchema.nullable(),
  /** Technical. */
  lastError: z.string().nullable(),
  /** Of the certificates of its servers the first ends then. */
  certificateExpiresAt: timeSchema.nullable(),
  certificateServer: z.string().nullable(),
  /** Those that could not take over from the one that serves; technical. */
  failingServers: z.array(z.strictObject({ server: z.string(), error: z.string() })),
});
export type DirectoryHealthView = z.infer<typeof directoryHealthSchema>;

export const directoryViewSchema = z.strictObject({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  /** People are made and changed in Postern itself; it has no settings and stays where Postern is. */
  managed: z.boolean(),
  /** Domains whose people are here, as they are typed behind `@` or before `\`; empty: asked for everybody. */
  realms: z.array(z.string()),
  /** One that is off is asked for nobody. */
  enabled: z.boolean(),
  /** Null where counting takes long, where it cannot be reached, and for one that is off. */
  users: z.int().nullable(),
  reachable: z.boolean(),
  /** Null for the one that Postern keeps itself, and for one that is off. */
  health: directoryHealthSchema.nullable(),
});
export type DirectoryView = z.infer<typeof directoryViewSchema>;

/** Whoever is in the group, directly or through groups, holds the role from their next sign-in on. */
export const groupRoleSchema = z.strictObject({
  /** Anchor of a group of this directory. */
  group: z.string().min(1).max(128),
  role: roleSchema,
});

const typedSettings = z.record(z.string(), z.unknown());

const directoryInput = {
  name: z.string().trim().min(1).max(128),
  /** One that is on is saved only when none of its checks fails; one that is off, whatever they say. */
  enabled: z.boolean(),
  /** A secret that is left out stays what it was, as long as it goes to the same place. */
  settings: typedSettings,
  groupRoles: z.array(groupRoleSchema).max(100),
};

export const directoryDetailSchema = directoryViewSchema.extend({
  /** Of the settings of all directories together: to be sent back with a change. */
  version: z.int(),
  settings: typedSettings,
  /** Names of the settings that are kept and not shown. */
  secretsKept: z.array(z.string()),
  groupRoles: z.array(groupRoleSchema.extend({ name: z.string().nullable() })),
  /** What refers to it: while there is any of it, the directory cannot be removed. */
  uses: z.strictObject({
    /** Of the policy's scope. */
    groups: z.array(z.strictObject({ anchor: z.string(), name: z.string().nullable() })),
    roles: z.array(
      z.strictObject({ anchor: z.string(), name: z.string().nullable(), role: roleSchema }),
    ),
    /** What people registered; removed with the directory when that is said. */
    registrations: z.int(),
  }),
});
export type DirectoryDetailView = z.infer<typeof directoryDetailSchema>;

export const directoryKindSchema = z.strictObject({
  id: z.string(),
  /** JSON Schema of its settings; secrets carry `secret: true`. */
  settingsSchema: z.record(z.string(), z.unknown()),
  /** What a form starts with. */
  defaults: z.record(z.string(), z.unknown()),
  /** Settings with which the secrets must be typed again when they change. */
  placeFields: z.array(z.string()),
});

/** Tried on the real server, nothing in it is changed; what builds on a failed one is left out. */
export const directoryCheckSchema = z.strictObject({
  id: z.enum(directoryCheckIds),
  status: z.enum(directoryCheckStatuses),
  /** What was seen, technical. */
  detail: z.string(),
});
export type DirectoryCheckView = z.infer<typeof directoryCheckSchema>;

/** Settings as typed; with `id` the secrets kept for that directory stand in for those left out. */
const trial = {
  id: idSchema.nullable(),
  kind: idSchema,
  settings: typedSettings,
};

export const matchedUserSchema = userSchema.extend({
  /** Every group, direct or through others. */
  groups: z.array(groupSchema),
  account: accountSchema,
  passwordRules: directoryPasswordRulesSchema.nullable(),
});

export const directoryEndpoints = {
  listDirectories: endpoint({
    id: 'listDirectories',
    method: 'get',
    path: '/directories',
    tag: 'Directories',
    summary: 'Directories in the order they are asked',
    status: 200,
    response: z.strictObject({ version: z.int(), items: z.array(directoryViewSchema) }),
  }),
  listDirectoryKinds: endpoint({
    id: 'listDirectoryKinds',
    method: 'get',
    path: '/directories/kinds',
    tag: 'Directories',
    summary:
      'Kinds of directory that Postern can be connected to, with the shape of their settings',
    status: 200,
    response: z.strictObject({ items: z.array(directoryKindSchema) }),
  }),
  orderDirectories: endpoint({
    id: 'orderDirectories',
    method: 'put',
    path: '/directories/order',
    tag: 'Directories',
    summary: 'Say in which order directories are asked; every one is named once',
    body: z.strictObject({ version: versionSchema, ids: z.array(idSchema).min(1).max(65) }),
    status: 204,
  }),
  discoverDirectory: endpoint({
    id: 'discoverDirectory',
    method: 'post',
    path: '/directories/discover',
    tag: 'Directories',
    summary: 'What a server tells about itself before anybody signs in: settings to begin with',
    body: z.strictObject({
      kind: idSchema,
      /** A DNS domain, or `ldaps://host:port`. */
      address: z.string().trim().min(1).max(300),
      /** PEM of whoever signs the servers' certificates; null where this machine trusts them anyway. */
      authority: z.string().max(65_536).nullable(),
    }),
    bodyLimit: 256 * 1024,
    status: 200,
    response: z.strictObject({ settings: typedSettings, seen: z.array(z.string()) }),
  }),
  checkDirectory: endpoint({
    id: 'checkDirectory',
    method: 'post',
    path: '/directories/check',
    tag: 'Directories',
    summary: 'Try settings that are not saved, without changing anything in the directory',
    body: z.strictObject(trial),
    bodyLimit: 256 * 1024,
    status: 200,
    response: z.strictObject({ items: z.array(directoryCheckSchema) }),
  }),
  previewDirectory: endpoint({
    id: 'previewDirectory',
    method: 'post',
    path: '/directories/preview',
    tag: 'Directories',
    summary:
      'Whom settings that are not saved find: one person by a typed name, and groups by a word',
    body: z.strictObject({
      ...trial,
      /** As a person would type it; null looks for nobody. */
      identifier: z.string().max(256).nullable(),
      groupQuery: z.string().max(256).nullable(),
    }),
    bodyLimit: 256 * 1024,
    status: 200,
    response: z.strictObject({
      /** Null for none and for several alike. */
      user: matchedUserSchema.nullable(),
      /** The first that match. */
      groups: z.array(groupSchema),
      /** There are more groups. */
      more: z.boolean(),
    }),
  }),
  addDirectory: endpoint({
    id: 'addDirectory',
    method: 'post',
    path: '/directories',
    tag: 'Directories',
    summary: 'Connect a directory, asked after all others',
    body: z.strictObject({ version: versionSchema, kind: idSchema, ...directoryInput }),
    bodyLimit: 256 * 1024,
    status: 201,
    response: directoryDetailSchema,
  }),
  getDirectory: endpoint({
    id: 'getDirectory',
    method: 'get',
    path: '/directories/{id}',
    tag: 'Directories',
    summary: 'One connected directory with its settings, secrets left out, and what refers to it',
    params: idParams,
    status: 200,
    response: directoryDetailSchema,
  }),
  replaceDirectory: endpoint({
    id: 'replaceDirectory',
    method: 'put',
    path: '/directories/{id}',
    tag: 'Directories',
    summary: 'Change a connected directory; in force at once',
    params: idParams,
    body: z.strictObject({ version: versionSchema, ...directoryInput }),
    bodyLimit: 256 * 1024,
    status: 200,
    response: directoryDetailSchema,
  }),
  removeDirectory: endpoint({
    id: 'removeDirectory',
    method: 'delete',
    path: '/directories/{id}',
    tag: 'Directories',
    summary: 'Disconnect a directory; nothing in it is touched',
    params: idParams,
    query: z.strictObject({
      version: z.coerce.number().int().min(0),
      /** What its people registered is removed with it; refused otherwise, while there is any. */
      registrations: z.enum(['keep', 'remove']).default('keep'),
    }),
    status: 204,
  }),
  checkSavedDirectory: endpoint({
    id: 'checkSavedDirectory',
    method: 'post',
    path: '/directories/{id}/check',
    tag: 'Directories',
    summary: 'Try a connected directory as it is set up now, without changing anything in it',
    params: idParams,
    status: 200,
    response: z.strictObject({ items: z.array(directoryCheckSchema) }),
  }),
};
