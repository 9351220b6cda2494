import { type z } from 'zod';
import {
  activityEndpoints as endpoints,
  type auditQuerySchema,
} from '../../../contract/activity.ts';
import type { AuditService, AuditWanted } from '../../../services/audit/audit-service.ts';
import type { OverviewService } from '../../../services/overview/overview-service.ts';
import { textStream } from '../../formats/text-stream.ts';
import { seqCursor } from './paging.ts';
import { needing, type Route } from './route.ts';
import { auditRecordView } from './views.ts';

export interface ActivityRouteDeps {
  readonly audit: AuditService;
  readonly overview: OverviewService;
  readonly organisationName: (tenantId: string) => Promise<string>;
  readonly demo: boolean;
}

export function activityRoutes(deps: ActivityRouteDeps): readonly Route[] {
  const { audit, overview } = deps;
  return [
    needing('overview.read', endpoints.overview, async ({ caller }) => {
      const { policy, lastEvents, silent, ...figures } = await overview.overview(caller);
      return {
        organisation: await deps.organisationName(caller.actor.tenantId),
        demo: deps.demo,
        scope: policy.scope.mode,
        methodsRequired: policy.methodsRequired,
        methodsEnabled: Object.entries(policy.methods)
          .filter(([, { enabled }]) => enabled)
          .map(([id]) => id),
        ...figures,
        silentDirectories: [...silent],
        lastEvents: lastEvents.map(auditRecordView),
      };
    }),
    needing('audit.read', endpoints.listAuditEvents, async ({ caller, query }) => {
      const { limit, cursor, ...wanted } = query;
      const { items, next } = await audit.page(caller, {
        ...wantedOf(wanted),
        limit,
        ...(cursor !== undefined && { beforeSeq: seqCursor(cursor) }),
      });
      return { items: items.map(auditRecordView), next: next === null ? null : String(next) };
    }),
    needing('audit.read', endpoints.getAuditEvent, async ({ caller, params }) =>
      auditRecordView(await audit.get(caller, params.id)),
    ),
    needing('audit.export', endpoints.exportAuditEvents, async ({ caller, query }) => {
      const { format, ...wanted } = query;
      const lines = await audit.export(caller, wantedOf(wanted), format);
      const { contentType, extension } = fileKinds[format];
      return new Response(textStream(lines), {
        headers: {
          'Content-Type': contentType,
          'Content-Disposition': `attachment; filename="audit-events.${extension}"`,
        },
      });
    }),
    needing('audit.read', endpoints.verifyAudit, async ({ caller }) => {
      const { intact, records, firstBad } = await audit.verify(caller);
      return { intact, records, firstBad: firstBad && { ...firstBad } };
    }),
    needing('audit.read', endpoints.resetByReference, async ({ caller, params }) => {
      const { reset, user, events } = await audit.resetByReference(caller, params.reference);
      return {
        id: reset.id,
        reference: reset.reference,
        kind: reset.session.kind,
        state: reset.session.state,
        startedAt: reset.session.startedAt,
        expiresAt: reset.session.expiresAt,
        user: user && {
          directoryId: user.ref.directoryId,
          anchor: user.ref.anchor,
          username: user.username,
        },
        events: events.map(auditRecordView),
      };
    }),
  ];
}

const fileKinds = {
  csv: { contentType: 'text/csv; charset=utf-8', extension: 'csv' },
  json: { contentType: 'application/jsonl; charset=utf-8', extension: 'jsonl' },
} as const;

function wantedOf(query: z.output<typeof auditQuerySchema>): AuditWanted {
  const { type, outcome, search, from, to } = query;
  return {
    ...(type !== undefined && { types: type }),
    ...(outcome !== undefined && { outcome }),
    ...(search !== undefined && { search }),
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
}
