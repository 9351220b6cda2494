import type { CampaignSettings, PersonStanding } from '../../domain/campaign/campaign.ts';
import { sameGroup } from '../../domain/identity.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import { whatIsMissing } from '../registration/overview.ts';
import {
  isGoverned,
  mayUseSelfService,
  type RegistrationDesk,
  type Standing,
  standingOf,
} from '../registration/standing.ts';

/** How one person stands in a campaign with these settings, on facts read at this moment. */
export async function personStandingOf(
  desk: RegistrationDesk,
  settings: CampaignSettings,
  user: DirectoryUser,
): Promise<PersonStanding> {
  const standing = await standingOf(desk, { user });
  if (!(await isInAudience(desk, settings, standing))) return 'left';
  const { complete, missing } = whatIsMissing(standing);
  if (complete) return 'registered';
  if (missing.length === 0) return 'nothing-to-register';
  return reminderAddressOf(user) === null ? 'no-address' : 'missing';
}

/** Where reminders go: nobody has forgotten the password of their mailbox yet. */
export function reminderAddressOf({ mail, alternateMail }: DirectoryUser): string | null {
  return [mail, alternateMail].find((address) => (address?.trim() ?? '') !== '') ?? null;
}

async function isInAudience(
  desk: RegistrationDesk,
  { audience, groups }: CampaignSettings,
  standing: Standing,
): Promise<boolean> {
  if (audience === 'scope') return isGoverned(standing);
  if (!mayUseSelfService(standing)) return false;
  const { tenantId, directoryId, anchor } = standing.person.user.ref;
  const memberOf = await (await desk.directories.get(tenantId, directoryId)).memberOf(anchor);
  return groups.some((group) => memberOf.some((held) => sameGroup(held, group)));
}
