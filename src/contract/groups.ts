import { z } from 'zod';
import {
  directoryItemParams,
  groupSchema,
  pageOf,
  pageQuerySchema,
  partialPageOf,
} from './common.ts';
import { endpoint } from './endpoint.ts';

export const memberSchema = z.strictObject({
  kind: z.enum(['user', 'group']),
  anchor: z.string(),
  name: z.string(),
});
export type MemberView = z.infer<typeof memberSchema>;

const memberParams = directoryItemParams.extend({
  kind: z.enum(['user', 'group']),
  member: z.string().min(1).max(128),
});

const groupInput = z.strictObject({
  name: z.string().trim().min(1).max(128),
  description: z.string().trim().max(512).nullable().default(null),
});

export const groupEndpoints = {
  listGroups: endpoint({
    id: 'listGroups',
    method: 'get',
    path: '/groups',
    tag: 'Groups',
    summary: 'Groups whose name, or a word of it, starts with the query; searched on the server',
    query: pageQuerySchema.extend({ directoryId: z.string().max(64).optional() }),
    status: 200,
    response: partialPageOf(groupSchema),
  }),
  createGroup: endpoint({
    id: 'createGroup',
    method: 'post',
    path: '/groups',
    tag: 'Groups',
    summary: 'Make a group in the built-in directory',
    body: groupInput,
    status: 201,
    response: groupSchema,
  }),
  getGroup: endpoint({
    id: 'getGroup',
    method: 'get',
    path: '/groups/{directoryId}/{anchor}',
    tag: 'Groups',
    summary: 'One group, with how many persons it holds directly or through groups',
    params: directoryItemParams,
    status: 200,
    response: groupSchema.extend({ allMembers: z.int() }),
  }),
  updateGroup: endpoint({
    id: 'updateGroup',
    method: 'patch',
    path: '/groups/{directoryId}/{anchor}',
    tag: 'Groups',
    summary: 'Rename or describe a group of the built-in directory',
    params: directoryItemParams,
    body: groupInput.partial(),
    status: 200,
    response: groupSchema,
  }),
  deleteGroup: endpoint({
    id: 'deleteGroup',
    method: 'delete',
    path: '/groups/{directoryId}/{anchor}',
    tag: 'Groups',
    summary: 'Delete a group of the built-in directory; its members stay',
    params: directoryItemParams,
    status: 204,
  }),
  listMembers: endpoint({
    id: 'listMembers',
    method: 'get',
    path: '/groups/{directoryId}/{anchor}/members',
    tag: 'Groups',
    summary: 'Direct members',
    params: directoryItemParams,
    query: pageQuerySchema.omit({ query: true }),
    status: 200,
    response: pageOf(memberSchema),
  }),
  addMember: endpoint({
    id: 'addMember',
    method: 'put',
    path: '/groups/{directoryId}/{anchor}/members/{kind}/{member}',
    tag: 'Groups',
    summary: 'Add a user or a group',
    params: memberParams,
    status: 204,
  }),
  removeMember: endpoint({
    id: 'removeMember',
    method: 'delete',
    path: '/groups/{directoryId}/{anchor}/members/{kind}/{member}',
    tag: 'Groups',
    summary: 'Remove a member',
    params: memberParams,
    status: 204,
  }),
};
