import { z } from 'zod';
import { endpoint } from './endpoint.ts';

export const organisationSchema = z.strictObject({
  name: z.string().trim().min(1).max(128),
});

export const settingsEndpoints = {
  getOrganisation: endpoint({
    id: 'getOrganisation',
    method: 'get',
    path: '/settings/organisation',
    tag: 'Settings',
    summary: 'Name shown on pages and in mails',
    status: 200,
    response: organisationSchema.extend({ version: z.int() }),
  }),
  replaceOrganisation: endpoint({
    id: 'replaceOrganisation',
    method: 'put',
    path: '/settings/organisation',
    tag: 'Settings',
    summary: 'Change the name shown on pages and in mails',
    body: organisationSchema.extend({ version: z.int().min(0) }),
    status: 200,
    response: organisationSchema.extend({ version: z.int() }),
  }),
};
