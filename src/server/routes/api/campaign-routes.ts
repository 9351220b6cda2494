import { type CampaignView, campaignEndpoints as endpoints } from '../../../contract/campaign.ts';
import type {
  CampaignDetail,
  CampaignService,
} from '../../../services/campaign/campaign-service.ts';
import { needing, type Route } from './route.ts';
import { groupView } from './views.ts';

export function campaignRoutes(deps: { readonly campaigns: CampaignService }): readonly Route[] {
  const { campaigns } = deps;
  return [
    needing('policy.read', endpoints.getRegistrationCampaign, async ({ caller }) =>
      campaignView(await campaigns.current(caller)),
    ),
    needing('policy.write', endpoints.replaceRegistrationCampaign, async ({ caller, body }) =>
      campaignView(await campaigns.replace(caller, body.version, body.settings)),
    ),
    needing('policy.read', endpoints.previewRegistrationCampaign, async ({ caller, body }) => {
      const { due, ...counts } = await campaigns.preview(caller, body.settings, body.cursor);
      return {
        ...counts,
        due: due.map(({ user, to, reminders }) => ({
          directoryId: user.ref.directoryId,
          anchor: user.ref.anchor,
          username: user.username,
          displayName: user.displayName,
          to,
          reminders,
        })),
      };
    }),
    needing('policy.write', endpoints.moveRegistrationCampaign, async ({ caller, params }) =>
      campaignView(await campaigns.act(caller, params.act)),
    ),
  ];
}

function campaignView({ campaign, groups, ...detail }: CampaignDetail): CampaignView {
  return {
    ...detail,
    groups: groups.map(groupView),
    campaign:
      campaign === null
        ? null
        : {
            id: campaign.id,
            state: campaign.state,
            startedAt: campaign.startedAt,
            endedAt: campaign.endedAt,
            people: campaign.people.map((one) => ({ ...one })),
            days: campaign.days.map((one) => ({ ...one })),
          },
  };
}
