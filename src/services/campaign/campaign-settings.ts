import {
  campaignDefaults,
  type CampaignSettings,
  campaignSettingsSchema,
} from '../../domain/campaign/campaign.ts';
import type { Stores } from '../../ports/storage/index.ts';

export const CAMPAIGN_SECTION = 'registration-campaign';

export interface CampaignSettingsInForce {
  readonly settings: CampaignSettings;
  /** 0 until somebody saved them. */
  readonly version: number;
}

/** Read from storage every time, so that a change takes effect at once in every process. */
export async function readCampaignSettings(
  stores: Pick<Stores, 'settings'>,
  tenantId: string,
): Promise<CampaignSettingsInForce> {
  const stored = await stores.settings.current(tenantId, CAMPAIGN_SECTION);
  if (stored === null) return { settings: campaignDefaults, version: 0 };
  return { settings: campaignSettingsSchema.parse(stored.document), version: stored.version };
}
