import type { ApiKeys } from './api-keys.ts';
import type { AuditTrail } from './audit-trail.ts';
import type { BreakGlassCodes } from './break-glass-codes.ts';
import type { Campaigns } from './campaigns.ts';
import type { Challenges } from './challenges.ts';
import type { DirectoryAlarms } from './directory-alarms.ts';
import type { Enrolments } from './enrolments.ts';
import type { Freezes } from './freezes.ts';
import type { HandOvers } from './hand-overs.ts';
import type { LocalGroups } from './local-groups.ts';
import type { LocalUsers } from './local-users.ts';
import type { OneTimeTokens } from './one-time-tokens.ts';
import type { Outbox } from './outbox.ts';
import type { PendingCalls } from './pending-calls.ts';
import type { RegistrationStates } from './registration-states.ts';
import type { PersonalData } from './personal-data.ts';
import type { PhoneSpending } from './phone-spending.ts';
import type { Registrations } from './registrations.ts';
import type { ResetSessions } from './reset-sessions.ts';
import type { RoleAssignments } from './role-assignments.ts';
import type { SettingsDocuments } from './settings-documents.ts';
import type { SignInSessions } from './sign-in-sessions.ts';
import type { Tenants } from './tenants.ts';
import type { Throttles } from './throttles.ts';
import type { Writebacks } from './writebacks.ts';

/** One aggregate per file. Every query of a tenant's row takes the tenant id and sees no other tenant. */
export interface Stores {
  readonly apiKeys: ApiKeys;
  readonly audit: AuditTrail;
  readonly breakGlassCodes: BreakGlassCodes;
  readonly campaigns: Campaigns;
  readonly challenges: Challenges;
  readonly directoryAlarms: DirectoryAlarms;
  readonly enrolments: Enrolments;
  readonly freezes: Freezes;
  readonly handOvers: HandOvers;
  readonly localGroups: LocalGroups;
  readonly localUsers: LocalUsers;
  readonly oneTimeTokens: OneTimeTokens;
  readonly outbox: Outbox;
  readonly pendingCalls: PendingCalls;
  readonly registrationStates: RegistrationStates;
  readonly personalData: PersonalData;
  readonly phoneSpending: PhoneSpending;
  readonly registrations: Registrations;
  readonly resetSessions: ResetSessions;
  readonly roleAssignments: RoleAssignments;
  readonly settings: SettingsDocuments;
  readonly signInSessions: SignInSessions;
  readonly tenants: Tenants;
  readonly throttles: Throttles;
  readonly writebacks: Writebacks;
}

/**
 * Race safety sits in the verbs: a conditional update touches one row or none, and says which.
 * Work inside `transaction` does no I/O but through the stores it is handed. A serialization failure or
 * deadlock is retried up to three times, so the work may run again. When the database cannot be reached,
 * every call throws `PosternError('unavailable')` within its bound.
 */
export interface Storage extends Stores {
  transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T>;
  /** Throws `unavailable` unless a write could be made now. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
