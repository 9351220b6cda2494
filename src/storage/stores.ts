import type { Stores } from '../ports/storage/index.ts';
import { createApiKeys } from './api-keys.ts';
import { createAuditTrail } from './audit-trail.ts';
import { createBreakGlassCodes } from './break-glass-codes.ts';
import { createCampaigns } from './campaigns.ts';
import { createChallenges } from './challenges.ts';
import type { StoreContext } from './context.ts';
import { createDirectoryAlarms } from './directory-alarms.ts';
import { createEnrolments } from './enrolments.ts';
import { createFreezes } from './freezes.ts';
import { createHandOvers } from './hand-overs.ts';
import { createLocalGroups } from './local-groups.ts';
import { createLocalUsers } from './local-users.ts';
import { createOneTimeTokens } from './one-time-tokens.ts';
import { createOutbox } from './outbox.ts';
import { createPendingCalls } from './pending-calls.ts';
import { createRegistrationStates } from './registration-states.ts';
import { createPersonalData } from './personal-data.ts';
import { createPhoneSpending } from './phone-spending.ts';
import { createRegistrations } from './registrations.ts';
import { createResetSessions } from './reset-sessions.ts';
import { createRoleAssignments } from './role-assignments.ts';
import { createSettingsDocuments } from './settings-documents.ts';
import { createSignInSessions } from './sign-in-sessions.ts';
import { createTenants } from './tenants.ts';
import { createThrottles } from './throttles.ts';
import { createWritebacks } from './writebacks.ts';

export function createStores(context: StoreContext): Stores {
  return {
    apiKeys: createApiKeys(context),
    audit: createAuditTrail(context),
    breakGlassCodes: createBreakGlassCodes(context),
    campaigns: createCampaigns(context),
    challenges: createChallenges(context),
    directoryAlarms: createDirectoryAlarms(context),
    enrolments: createEnrolments(context),
    freezes: createFreezes(context),
    handOvers: createHandOvers(context),
    localGroups: createLocalGroups(context),
    localUsers: createLocalUsers(context),
    oneTimeTokens: createOneTimeTokens(context),
    outbox: createOutbox(context),
    pendingCalls: createPendingCalls(context),
    registrationStates: createRegistrationStates(context),
    personalData: createPersonalData(context),
    phoneSpending: createPhoneSpending(context),
    registrations: createRegistrations(context),
    resetSessions: createResetSessions(context),
    roleAssignments: createRoleAssignments(context),
    settings: createSettingsDocuments(context),
    signInSessions: createSignInSessions(context),
    tenants: createTenants(context),
    throttles: createThrottles(context),
    writebacks: createWritebacks(context),
  };
}
