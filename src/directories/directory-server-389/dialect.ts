import type { Clock } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import type { Dialect } from '../ldap/dialect.ts';
import { askPolicy, policyErrorOf } from '../ldap/policy-answer.ts';
import type { LdapService } from '../ldap/service.ts';
import { add, remove, replace } from '../ldap/trials.ts';
import { accountOf } from './account.ts';
import { checkDirectoryServer389 } from './checks.ts';
import { createPolicies } from './policy.ts';
import { accountSchemas } from './schemas.ts';
import type { DirectoryServer389Settings } from './settings.ts';

export interface DirectoryServer389DialectDeps {
  readonly service: LdapService;
  readonly settings: DirectoryServer389Settings;
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * 389 Directory Server, and FreeIPA over it. Passwords are written by plain modifies, which the server hashes: unlike
 * the exop they tell why one is refused, and a change compares the old one and sets the new one in one step.
 */
export function directoryServer389Dialect(deps: DirectoryServer389DialectDeps): Dialect {
  const { service, settings, clock } = deps;
  const schema = accountSchemas[settings.schema];
  const policies = createPolicies(service, clock, schema.policy, settings.defaultPolicyDn);
  return {
    kind: 'directory-server-389',
    locksAccounts: true,
    anchorAttribute: schema.anchorAttribute,
    isAnchor: (text) => schema.isAnchor(text),
    attributes: [
      'nsAccountLock',
      schema.changedAt,
      schema.passwordEnds,
      schema.policy,
      ...(schema.accountEnds === null ? [] : [schema.accountEnds]),
      ...schema.lockAttributes,
    ],
    accountsOf: (entries) =>
      Promise.all(
        entries.map(async (entry) => accountOf(schema, entry, await policies(entry), clock.now())),
      ),
    async passwordPolicy(person) {
      return (await policies(person))?.rules ?? null;
    },
    async reset(person, password) {
      const control = askPolicy();
      const changes = [replace('userPassword', [password])];
      const write = await service.modify(person.dn, changes, [control]);
      return { write, policyError: policyErrorOf(control) };
    },
    async change(own, person, current, next) {
      const control = askPolicy();
      const changes = [remove('userPassword', current), add('userPassword', next)];
      const write = await own.modify(person.dn, changes, [control]);
      return { write, policyError: policyErrorOf(control) };
    },
    async unlock(person) {
      const changes = Object.entries(schema.unlocked).map(([type, values]) =>
        replace(type, values),
      );
      return { write: await service.modify(person.dn, changes), policyError: null };
    },
    check: (sample) => checkDirectoryServer389({ ...deps, schema, policies }, sample),
  };
}
