import { blockEndpoints as endpoints } from '../../../contract/blocks.ts';
import type { BlocksService } from '../../../services/throttle/blocks-service.ts';
import { needing, type Route } from './route.ts';

export function blockRoutes({ blocks }: { readonly blocks: BlocksService }): readonly Route[] {
  return [
    needing('users.read', endpoints.listBlocks, async ({ caller }) => {
      const { items, total } = await blocks.list(caller);
      return {
        total,
        items: items.map(({ id, limit, count, until, mayClear, about }) => ({
          id,
          limit,
          count,
          until,
          mayClear,
          about: {
            kind: about.kind,
            text: about.text,
            methodId: about.methodId,
            user: about.user && {
              directoryId: about.user.ref.directoryId,
              anchor: about.user.ref.anchor,
              username: about.user.username,
              displayName: about.user.displayName,
            },
          },
        })),
      };
    }),
    needing('users.unblock', endpoints.clearBlock, async ({ caller, params }) => {
      await blocks.clear(caller, params.id);
      return undefined;
    }),
  ];
}
