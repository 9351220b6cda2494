import { accessEndpoints } from './access.ts';
import { activityEndpoints } from './activity.ts';
import { assignedMethodEndpoints } from './assigned-methods.ts';
import { administratorEndpoints } from './administrators.ts';
import { blockEndpoints } from './blocks.ts';
import { campaignEndpoints } from './campaign.ts';
import { breakGlassEndpoints } from './break-glass.ts';
import { carriersEndpoints } from './carriers.ts';
import { handOverEndpoints } from './hand-overs.ts';
import { directoryEndpoints } from './directories.ts';
import { groupEndpoints } from './groups.ts';
import { policyEndpoints } from './policy.ts';
import { privacyEndpoints } from './privacy.ts';
import { resetEndpoints } from './resets.ts';
import { settingsEndpoints } from './settings.ts';
import { userEndpoints } from './users.ts';

/** Every operation of the API, by id. */
export const endpoints = {
  ...accessEndpoints,
  ...activityEndpoints,
  ...policyEndpoints,
  ...administratorEndpoints,
  ...blockEndpoints,
  ...breakGlassEndpoints,
  ...userEndpoints,
  ...assignedMethodEndpoints,
  ...handOverEndpoints,
  ...groupEndpoints,
  ...directoryEndpoints,
  ...settingsEndpoints,
  ...campaignEndpoints,
  ...carriersEndpoints,
  ...privacyEndpoints,
  ...resetEndpoints,
} as const;

export type EndpointId = keyof typeof endpoints;
