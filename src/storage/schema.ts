import type { AuditHeadsTable, AuditRecordsTable, ErasuresTable } from './audit-tables.ts';
import type { DirectoryConcern } from '../domain/directory-concerns.ts';
import type { CampaignDaysTable, CampaignPeopleTable, CampaignsTable } from './campaign-tables.ts';

/**
 * Every table as Kysely sees it: the same on SQLite and PostgreSQL. Ids and JSON are text, times are
 * epoch milliseconds, booleans are 0 and 1. Columns ending in `_key` hold a name in canonical form.
 */
export interface Tables {
  readonly tenants: TenantsTable;
  readonly settings_documents: SettingsDocumentsTable;
  readonly local_users: LocalUsersTable;
  readonly local_user_terms: LocalUserTermsTable;
  readonly local_groups: LocalGroupsTable;
  readonly local_group_terms: LocalGroupTermsTable;
  readonly local_user_memberships: LocalUserMembershipsTable;
  readonly local_group_memberships: LocalGroupMembershipsTable;
  readonly role_assignments: RoleAssignmentsTable;
  readonly api_keys: ApiKeysTable;
  readonly sign_in_sessions: SignInSessionsTable;
  readonly one_time_tokens: OneTimeTokensTable;
  readonly freezes: FreezesTable;
  readonly registrations: RegistrationsTable;
  readonly enrolments: EnrolmentsTable;
  readonly registration_states: RegistrationStatesTable;
  readonly reset_sessions: ResetSessionsTable;
  readonly challenges: ChallengesTable;
  readonly writebacks: WritebacksTable;
  readonly phone_costs: PhoneCostsTable;
  readonly phone_countries: PhoneCountriesTable;
  readonly directory_alarms: DirectoryAlarmsTable;
  readonly throttles: ThrottlesTable;
  readonly break_glass_codes: BreakGlassCodesTable;
  readonly campaigns: CampaignsTable;
  readonly campaign_people: CampaignPeopleTable;
  readonly campaign_days: CampaignDaysTable;
  readonly hand_overs: HandOversTable;
  readonly outbox_jobs: OutboxJobsTable;
  readonly pending_calls: PendingCallsTable;
  readonly audit_records: AuditRecordsTable;
  readonly audit_heads: AuditHeadsTable;
  readonly erasures: ErasuresTable;
  readonly write_probe: WriteProbeTable;
}

export interface TenantsTable {
  id: string;
  name: string;
  created_at: number;
}

export interface SettingsDocumentsTable {
  tenant_id: string;
  section: string;
  version: number;
  document: string;
  updated_at: number;
  updated_by: string | null;
}

export interface LocalUsersTable {
  tenant_id: string;
  directory_id: string;
  id: string;
  username: string;
  username_key: string;
  display_name: string;
  given_name: string | null;
  surname: string | null;
  mail: string | null;
  mail_key: string | null;
  alternate_mail: string | null;
  mobile: string | null;
  office_phone: string | null;
  locale: string | null;
  enabled: number;
  password_hash: string | null;
  password_changed_at: number | null;
  last_writeback_id: string | null;
  created_at: number;
  updated_at: number;
}

/** What a person can be searched by: one row for each distinct term. */
export interface LocalUserTermsTable {
  tenant_id: string;
  directory_id: string;
  term_key: string;
  username_key: string;
  user_id: string;
}

export interface LocalGroupsTable {
  tenant_id: string;
  directory_id: string;
  id: string;
  name: string;
  name_key: string;
  description: string | null;
  created_at: number;
}

export interface LocalGroupTermsTable {
  tenant_id: string;
  directory_id: string;
  term_key: string;
  name_key: string;
  group_id: string;
}

export interface LocalUserMembershipsTable {
  tenant_id: string;
  directory_id: string;
  group_id: string;
  user_id: string;
}

export interface LocalGroupMembershipsTable {
  tenant_id: string;
  directory_id: string;
  group_id: string;
  member_group_id: string;
}

export interface RoleAssignmentsTable {
  tenant_id: string;
  directory_id: string;
  anchor: string;
  role: string;
  assigned_at: number;
}

export interface ApiKeysTable {
  tenant_id: string;
  id: string;
  name: string;
  key_mac: string;
  scopes: string;
  created_at: number;
  created_by: string | null;
  expires_at: number | null;
  revoked_at: number | null;
  last_used_at: number | null;
}

export interface SignInSessionsTable {
  tenant_id: string;
  id: string;
  token_mac: string;
  directory_id: string;
  anchor: string;
  place: string;
  created_at: number;
  authenticated_at: number;
  last_seen_at: number;
  idle_seconds: number;
  expires_at: number;
  vouched_at: number | null;
  hand_over_id: string | null;
}

export interface OneTimeTokensTable {
  id: string;
  /** Null for a token that belongs to the installation itself. */
  tenant_id: string | null;
  purpose: string;
  token_mac: string;
  user_tenant_id: string | null;
  user_directory_id: string | null;
  user_anchor: string | null;
  about: string | null;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

export interface FreezesTable {
  tenant_id: string;
  directory_id: string;
  anchor: string;
  reason: string;
  frozen_at: number;
}

export interface ResetSessionsTable {
  tenant_id: string;
  id: string;
  version: number;
  token_mac: string;
  previous_token_mac: string | null;
  reference: string;
  identifier_sealed: string;
  identifier_mac: string;
  locale: string;
  ip: string | null;
  user_agent: string | null;
  sends: string;
  kind: string;
  state: string;
  subject_directory_id: string | null;
  subject_anchor: string | null;
  open_challenge_id: string | null;
  passed: string;
  writeback_id: string | null;
  started_at: number;
  expires_at: number;
  grant_expires_at: number | null;
  /** When an open session runs out; null for one that does not. */
  overdue_at: number | null;
  ended_at: number | null;
}

export interface RegistrationsTable {
  tenant_id: string;
  id: string;
  directory_id: string;
  anchor: string;
  method_id: string;
  label: string;
  data_sealed: string;
  lookup_mac: string | null;
  source: string;
  version: number;
  is_default: number;
  usable_from: number;
  created_at: number;
  confirmed_at: number | null;
  last_used_at: number | null;
}

export interface EnrolmentsTable {
  tenant_id: string;
  id: string;
  directory_id: string;
  anchor: string;
  method_id: string;
  session_id: string;
  kept_sealed: string;
  attempts: number;
  max_attempts: number;
  created_at: number;
  expires_at: number;
  used_at: number | null;
}

export interface RegistrationStatesTable {
  tenant_id: string;
  directory_id: string;
  anchor: string;
  /** Rises with every write: to write it is to hold it. */
  changes: number;
  skips: number;
  first_asked_at: number | null;
  last_confirmed_at: number | null;
}

export interface ChallengesTable {
  tenant_id: string;
  id: string;
  session_id: string;
  method_id: string;
  code_mac: string | null;
  destination_sealed: string | null;
  attempts: number;
  max_attempts: number;
  created_at: number;
  expires_at: number;
  used_at: number | null;
  voided_at: number | null;
  prompt_sealed: string | null;
  asked_sealed: string | null;
  armed_at: number | null;
  resolved_at: number | null;
}

export interface WritebacksTable {
  tenant_id: string;
  id: string;
  directory_id: string;
  anchor: string;
  session_id: string | null;
  kind: string;
  password_changed_at_before: number | null;
  intended_at: number;
  outcome: string;
  reason: string | null;
  settled_at: number | null;
}

export interface PhoneCostsTable {
  tenant_id: string;
  /** Days since the epoch, UTC. */
  day: number;
  /** Minor units. */
  cost: number;
}

export interface PhoneCountriesTable {
  tenant_id: string;
  country: string;
  sent: number;
  proved: number;
  paused_at: number | null;
}

export interface DirectoryAlarmsTable {
  tenant_id: string;
  directory_id: string;
  concern: DirectoryConcern;
  first_seen_at: number;
  last_seen_at: number;
  urgency_told: number;
  reference: string | null;
}

export interface ThrottlesTable {
  tenant_id: string;
  limit_name: string;
  key_mac: string;
  hits: number;
  window_ends_at: number;
  blocked_until: number | null;
  about_sealed: string | null;
}

export interface BreakGlassCodesTable {
  tenant_id: string;
  id: string;
  label: string;
  code_mac: string;
  created_at: number;
  used_at: number | null;
  used_in: string | null;
  revoked_at: number | null;
}

export interface HandOversTable {
  tenant_id: string;
  id: string;
  token_mac: string;
  directory_id: string;
  anchor: string;
  key_id: string;
  return_url: string;
  state: string;
  nonce: string;
  created_at: number;
  expires_at: number;
  opened_at: number | null;
  finished_at: number | null;
  outcome: string | null;
  complete: number | null;
}

export interface PendingCallsTable {
  token_mac: string;
  id: string;
  tenant_id: string;
  call_sealed: string;
  created_at: number;
  expires_at: number;
}

export interface OutboxJobsTable {
  id: string;
  tenant_id: string;
  kind: string;
  payload_sealed: string | null;
  attempts: number;
  not_before: number;
  deadline_at: number;
  created_at: number;
  worker_id: string | null;
  leased_until: number | null;
  fence: number;
  /** Null while the job is open. */
  closed_at: number | null;
  outcome: string | null;
  reason: string | null;
}

export interface WriteProbeTable {
  id: number;
  writes: number;
}
