export interface CampaignsTable {
  tenant_id: string;
  id: string;
  state: string;
  started_at: number;
  /** Null while it runs or is paused. */
  ended_at: number | null;
  sweep_cursor: string | null;
  sweep_due_at: number;
  sweep_leased_until: number | null;
}

export interface CampaignPeopleTable {
  tenant_id: string;
  campaign_id: string;
  directory_id: string;
  anchor: string;
  standing: string;
  reminders: number;
  last_reminded_at: number | null;
  next_due_at: number | null;
}

export interface CampaignDaysTable {
  tenant_id: string;
  campaign_id: string;
  /** `2026-11-22`, by the organisation's calendar. */
  day: string;
  sent: number;
  registered: number;
}
