import { describe } from 'vitest';
import { describeApiKeysContract } from './api-keys.ts';
import { describeAuditTrailContract } from './audit-trail.ts';
import { describeBreakGlassCodesContract } from './break-glass-codes.ts';
import { describeCampaignsContract } from './campaigns.ts';
import { describeChallengesContract } from './challenges.ts';
import { describeDirectoryAlarmsContract } from './directory-alarms.ts';
import { describeEnrolmentsContract } from './enrolments.ts';
import { describeFreezesContract } from './freezes.ts';
import { describeHandOversContract } from './hand-overs.ts';
import { describeLocalGroupsContract } from './local-groups.ts';
import { describeLocalMembershipsContract } from './local-memberships.ts';
import { describeLocalUsersContract } from './local-users.ts';
import { describeOneTimeTokensContract } from './one-time-tokens.ts';
import type { OpenStorage } from './opened.ts';
import { describeOutboxContract } from './outbox.ts';
import {
  describeRegistrationsContract,
  describeRegistrationStatesContract,
} from './registrations.ts';
import { describePendingCallsContract } from './pending-calls.ts';
import { describePersonalDataContract } from './personal-data.ts';
import { describePhoneSpendingContract } from './phone-spending.ts';
import { describeResetSessionsContract } from './reset-sessions.ts';
import { describeRoleAssignmentsContract } from './role-assignments.ts';
import { describeSettingsDocumentsContract } from './settings-documents.ts';
import { describeSignInSessionsContract } from './sign-in-sessions.ts';
import { describeTenantsContract } from './tenants.ts';
import { describeThrottlesContract } from './throttles.ts';
import { describeTransactionsContract } from './transactions.ts';
import { describeWritebacksContract } from './writebacks.ts';

/** Everything that src/ports/storage promises. Every storage passes it, opened with the fixed vault of test/kit. */
export function describeStorageContract(name: string, open: OpenStorage): void {
  describe(name, () => {
    describeTransactionsContract(open);
    describeApiKeysContract(open);
    describeAuditTrailContract(open);
    describeBreakGlassCodesContract(open);
    describeCampaignsContract(open);
    describeChallengesContract(open);
    describeDirectoryAlarmsContract(open);
    describeEnrolmentsContract(open);
    describeFreezesContract(open);
    describeHandOversContract(open);
    describeLocalGroupsContract(open);
    describeLocalMembershipsContract(open);
    describeLocalUsersContract(open);
    describeOneTimeTokensContract(open);
    describeOutboxContract(open);
    describeRegistrationsContract(open);
    describeRegistrationStatesContract(open);
    describePendingCallsContract(open);
    describePersonalDataContract(open);
    describePhoneSpendingContract(open);
    describeResetSessionsContract(open);
    describeRoleAssignmentsContract(open);
    describeSettingsDocumentsContract(open);
    describeSignInSessionsContract(open);
    describeTenantsContract(open);
    describeThrottlesContract(open);
    describeWritebacksContract(open);
  });
}
