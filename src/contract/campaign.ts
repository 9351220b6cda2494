import { z } from 'zod';
import {
  campaignActs,
  campaignSettingsSchema,
  campaignStates,
  personStandings,
} from '../domain/campaign/campaign.ts';
import { groupSchema, timeSchema } from './common.ts';
import { endpoint } from './endpoint.ts';

export const campaignViewSchema = z.strictObject({
  version: z.int(),
  settings: campaignSettingsSchema,
  /** Names of the groups the settings mention; a group that is gone is missing here. */
  groups: z.array(groupSchema),
  /** No mail leaves at this moment. */
  quietNow: z.boolean(),
  /** The one that runs or is paused, or else the last one. */
  campaign: z
    .strictObject({
      id: z.string(),
      state: z.enum(campaignStates),
      startedAt: timeSchema,
      endedAt: timeSchema.nullable(),
      people: z.array(
        z.strictObject({ standing: z.enum(personStandings), reminders: z.int(), count: z.int() }),
      ),
      days: z.array(z.strictObject({ day: z.string(), sent: z.int(), registered: z.int() })),
    })
    .nullable(),
});
export type CampaignView = z.infer<typeof campaignViewSchema>;

export const campaignPreviewSchema = z.strictObject({
  /** People looked at in this part. */
  examined: z.int(),
  registered: z.int(),
  /** Without an address, or with nothing they could register. */
  unreachable: z.int(),
  /** Missing, but not due now. */
  waiting: z.int(),
  due: z.array(
    z.strictObject({
      directoryId: z.string(),
      anchor: z.string(),
      username: z.string(),
      displayName: z.string(),
      to: z.string(),
      /** How many they got before. */
      reminders: z.int(),
    }),
  ),
  next: z.string().nullable(),
});
export type CampaignPreviewView = z.infer<typeof campaignPreviewSchema>;

export const campaignEndpoints = {
  getRegistrationCampaign: endpoint({
    id: 'getRegistrationCampaign',
    method: 'get',
    path: '/registration-campaign',
    tag: 'Policy',
    summary: 'How people are reminded to register, and how far that is',
    status: 200,
    response: campaignViewSchema,
  }),
  replaceRegistrationCampaign: endpoint({
    id: 'replaceRegistrationCampaign',
    method: 'put',
    path: '/registration-campaign',
    tag: 'Policy',
    summary: 'Replace the settings of reminders; in force at once, for a campaign that runs too',
    body: z.strictObject({ version: z.int().min(0), settings: campaignSettingsSchema }),
    bodyLimit: 256 * 1024,
    status: 200,
    response: campaignViewSchema,
  }),
  previewRegistrationCampaign: endpoint({
    id: 'previewRegistrationCampaign',
    method: 'post',
    path: '/registration-campaign/preview',
    tag: 'Policy',
    summary: 'Who would get a reminder now, in parts; sends and saves nothing',
    body: z.strictObject({
      settings: campaignSettingsSchema,
      cursor: z.string().max(1024).nullable(),
    }),
    bodyLimit: 256 * 1024,
    status: 200,
    response: campaignPreviewSchema,
  }),
  moveRegistrationCampaign: endpoint({
    id: 'moveRegistrationCampaign',
    method: 'post',
    path: '/registration-campaign/{act}',
    tag: 'Policy',
    summary: 'Start reminding people, pause, go on, or stop; refused when it does not fit',
    params: z.strictObject({ act: z.enum(campaignActs) }),
    status: 200,
    response: campaignViewSchema,
  }),
};
