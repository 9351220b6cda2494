import { userEndpoints as endpoints } from '../../../contract/users.ts';
import type { AccountsService } from '../../../services/people/accounts-service.ts';
import type { ImportService } from '../../../services/people/import-service.ts';
import type { UserDossier, UsersService } from '../../../services/people/users-service.ts';
import { readCsvTable } from '../../formats/csv-table.ts';
import { listRequest } from './paging.ts';
import { refusedRows } from './refused-rows.ts';
import { needing, type Route } from './route.ts';
import { accountView, groupView, refOf, userView } from './views.ts';

export interface UserRouteDeps {
  readonly users: UsersService;
  readonly accounts: AccountsService;
  readonly imports: ImportService;
}

export function userRoutes({ users, accounts, imports }: UserRouteDeps): readonly Route[] {
  return [
    needing('users.read', endpoints.listUsers, async ({ caller, query }) => {
      const { items, next, silent } = await users.list(caller, listRequest(query));
      return { items: items.map(userView), next, silent: [...silent] };
    }),
    needing('users.write', endpoints.createUser, async ({ caller, body }) =>
      userView(await users.create(caller, body)),
    ),
    needing('users.read', endpoints.getUser, async ({ caller, params }) =>
      dossierView(await users.get(caller, refOf(caller.actor.tenantId, params))),
    ),
    needing('users.write', endpoints.updateUser, async ({ caller, params, body }) => {
      const changes = Object.fromEntries(
        Object.entries(body).filter(([, value]) => value !== undefined),
      );
      return userView(await users.update(caller, refOf(caller.actor.tenantId, params), changes));
    }),
    needing('users.write', endpoints.deleteUser, async ({ caller, params }) => {
      await users.delete(caller, refOf(caller.actor.tenantId, params));
      return undefined;
    }),
    needing('users.write', endpoints.importUsers, async ({ caller, visitor, body }) => {
      const report = await imports.import(caller, readCsvTable(body.csv), body.dryRun);
      return { ...report, refused: refusedRows(report.refused, visitor.locale) };
    }),
    needing('users.unfreeze', endpoints.freezeUser, async ({ caller, params }) => {
      await accounts.freeze(caller, refOf(caller.actor.tenantId, params));
      return undefined;
    }),
    needing('users.unfreeze', endpoints.unfreezeUser, async ({ caller, params }) => {
      await accounts.unfreeze(caller, refOf(caller.actor.tenantId, params));
      return undefined;
    }),
    needing('users.unfreeze', endpoints.endUserSessions, async ({ caller, params }) => {
      await accounts.endSessions(caller, refOf(caller.actor.tenantId, params));
      return undefined;
    }),
  ];
}

function dossierView(dossier: UserDossier) {
  const { user, roles, frozenAt, blockedUntil, groups, eligibility, passwordRules } = dossier;
  const { ownMailboxOnly } = dossier;
  return {
    ...userView(user),
    account: accountView(user),
    roles: [...roles],
    frozenAt,
    blockedUntil,
    groups: groups.map(groupView),
    passwordRules,
    ownMailboxOnly,
    eligibility: {
      eligible: eligibility.eligible,
      reason: eligibility.reason,
      gatesRequired: eligibility.gatesRequired,
      rules: eligibility.rules.map(({ rule, passed, detail }) => ({ rule, passed, detail })),
    },
  };
}
