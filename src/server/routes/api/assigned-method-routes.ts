import { assignedMethodEndpoints as endpoints } from '../../../contract/assigned-methods.ts';
import type { HardwareTokensService } from '../../../services/registration/hardware-tokens-service.ts';
import type { ContactsImportService } from '../../../services/registration/contacts-import-service.ts';
import type { OthersRegistrationsService } from '../../../services/registration/others-registrations-service.ts';
import type { TemporaryPassService } from '../../../services/registration/temporary-pass-service.ts';
import { readCsvTable } from '../../formats/csv-table.ts';
import { listRequest } from './paging.ts';
import { refusedRows } from './refused-rows.ts';
import { needing, type Route } from './route.ts';
import { refOf } from './views.ts';

export interface AssignedMethodRouteDeps {
  readonly temporaryPasses: TemporaryPassService;
  readonly hardwareTokens: HardwareTokensService;
  readonly othersRegistrations: OthersRegistrationsService;
  readonly contactsImports: ContactsImportService;
}

export function assignedMethodRoutes({
  temporaryPasses,
  hardwareTokens,
  othersRegistrations,
  contactsImports,
}: AssignedMethodRouteDeps): readonly Route[] {
  return [
    needing('users.read', endpoints.listRegistrations, async ({ caller, params }) => {
      const items = await othersRegistrations.list(caller, refOf(caller.actor.tenantId, params));
      return { items: items.map(({ version: _version, ...item }) => item) };
    }),
    needing('users.read', endpoints.getRegistrationState, async ({ caller, params }) => {
      const state = await othersRegistrations.state(caller, refOf(caller.actor.tenantId, params));
      return { ...state, missing: [...state.missing] };
    }),
    needing('methods.assign', endpoints.removeRegistration, async ({ caller, params }) => {
      const ref = refOf(caller.actor.tenantId, params);
      await othersRegistrations.remove(caller, ref, params.registrationId);
      return undefined;
    }),
    needing('users.issue-pass', endpoints.issueTemporaryPass, ({ caller, params, body }) =>
      temporaryPasses.issue(caller, refOf(caller.actor.tenantId, params), body.caseReference),
    ),
    needing('methods.assign', endpoints.importContacts, async ({ caller, visitor, body }) => {
      const report = await contactsImports.import(caller, readCsvTable(body.csv), body.dryRun);
      return {
        ...report,
        kept: [...report.kept],
        notOffered: [...report.notOffered],
        refused: refusedRows(report.refused, visitor.locale),
      };
    }),
    needing('users.read', endpoints.listHardwareTokens, async ({ caller, query }) => {
      const { items, next } = await hardwareTokens.list(caller, listRequest(query));
      return {
        items: items.map(({ user, ...token }) => ({
          ...token,
          user:
            user === null
              ? null
              : {
                  directoryId: user.ref.directoryId,
                  anchor: user.ref.anchor,
                  username: user.username,
                  displayName: user.displayName,
                },
        })),
        next,
      };
    }),
    needing('methods.assign', endpoints.importHardwareTokens, async ({ caller, visitor, body }) => {
      const report = await hardwareTokens.import(caller, readCsvTable(body.csv), body.dryRun);
      return { ...report, refused: refusedRows(report.refused, visitor.locale) };
    }),
  ];
}
