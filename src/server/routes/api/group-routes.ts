import { groupEndpoints as endpoints } from '../../../contract/groups.ts';
import type { GroupsService } from '../../../services/people/groups-service.ts';
import { listRequest } from './paging.ts';
import { needing, type Route } from './route.ts';
import { groupView } from './views.ts';

export function groupRoutes({ groups }: { readonly groups: GroupsService }): readonly Route[] {
  return [
    needing('groups.read', endpoints.listGroups, async ({ caller, query }) => {
      const { items, next, silent } = await groups.list(caller, listRequest(query));
      return { items: items.map(groupView), next, silent: [...silent] };
    }),
    needing('groups.write', endpoints.createGroup, async ({ caller, body }) =>
      groupView(await groups.create(caller, body)),
    ),
    needing('groups.read', endpoints.getGroup, async ({ caller, params }) => {
      const { group, allMembers } = await groups.get(caller, params);
      return { ...groupView(group), allMembers };
    }),
    needing('groups.write', endpoints.updateGroup, async ({ caller, params, body }) => {
      const { name, description } = body;
      return groupView(
        await groups.update(caller, params, {
          ...(name !== undefined && { name }),
          ...(description !== undefined && { description }),
        }),
      );
    }),
    needing('groups.write', endpoints.deleteGroup, async ({ caller, params }) => {
      await groups.delete(caller, params);
      return undefined;
    }),
    needing('groups.read', endpoints.listMembers, async ({ caller, params, query }) => {
      const page = { limit: query.limit, cursor: query.cursor ?? null };
      const { items, next } = await groups.members(caller, params, page);
      return { items: items.map(({ kind, anchor, name }) => ({ kind, anchor, name })), next };
    }),
    needing('groups.write', endpoints.addMember, async ({ caller, params }) => {
      await groups.addMember(caller, params, { kind: params.kind, anchor: params.member });
      return undefined;
    }),
    needing('groups.write', endpoints.removeMember, async ({ caller, params }) => {
      await groups.removeMember(caller, params, { kind: params.kind, anchor: params.member });
      return undefined;
    }),
  ];
}
