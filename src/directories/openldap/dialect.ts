import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { Random } from '../../ports/random.ts';
import type { Dialect, PasswordWrite } from '../ldap/dialect.ts';
import type { LdapEntry } from '../ldap/entry.ts';
import { passwordModifyOid, passwordModifyRequest } from '../ldap/password-modify.ts';
import { askPolicy, policyErrorOf } from '../ldap/policy-answer.ts';
import type { LdapService } from '../ldap/service.ts';
import { replace } from '../ldap/trials.ts';
import { isUuid } from '../ldap/uuid.ts';
import { accountAttributes, accountOf } from './account.ts';
import { checkOpenLdap } from './checks.ts';
import { createPolicies } from './policy.ts';
import type { OpenLdapSettings } from './settings.ts';

export interface OpenLdapDialectDeps {
  readonly service: LdapService;
  readonly settings: OpenLdapSettings;
  readonly clock: Clock;
  readonly log: Log;
  readonly random: Random;
}

/** OpenLDAP with slapo-ppolicy(5), and without it as far as that goes. */
export function openLdapDialect(deps: OpenLdapDialectDeps): Dialect {
  const { service, settings, clock, log } = deps;
  const policies = createPolicies(service, clock, settings);

  const requireChange = async (person: LdapEntry): Promise<void> => {
    const answer = await service.modify(person.dn, [replace('pwdReset', ['TRUE'])]);
    if (answer.outcome === 'answered' && answer.code === 0) return;
    // The new password is set and in use: that stands, and the administrator hears of the rest.
    log.warn({ answer }, 'the password was set, but pwdReset could not be');
  };

  return {
    kind: 'openldap',
    locksAccounts: true,
    anchorAttribute: 'entryUUID',
    isAnchor: isUuid,
    attributes: accountAttributes,
    accountsOf: (entries) =>
      Promise.all(
        entries.map(async (entry) => accountOf(entry, await policies.of(entry), clock.now())),
      ),
    async passwordPolicy(person) {
      return (await policies.of(person))?.rules ?? null;
    },
    /** The exop, for it alone is sure to hash: a plain modify is stored as it comes unless the overlay is told otherwise. */
    async reset(person, password) {
      const control = askPolicy();
      const request = passwordModifyRequest({ user: person.dn, newPassword: password });
      const write = await service.exop(passwordModifyOid, request, [control]);
      if (settings.mustChangeAfterReset && write.outcome === 'answered' && write.code === 0)
        await requireChange(person);
      return { write, policyError: policyErrorOf(control) };
    },
    async change(own, person, current, next) {
      const control = askPolicy();
      const request = passwordModifyRequest({
        user: person.dn,
        oldPassword: current,
        newPassword: next,
      });
      const write = await own.exop(passwordModifyOid, request, [control]);
      return { write, policyError: policyErrorOf(control) };
    },
    /** The overlay forgets the wrong passwords with it. */
    async unlock(person): Promise<PasswordWrite> {
      const write = await service.modify(person.dn, [replace('pwdAccountLockedTime', [])]);
      return { write, policyError: null };
    },
    check: (sample) => checkOpenLdap({ ...deps, policies }, sample),
  };
}
