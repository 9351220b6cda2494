import type { Clock } from '../../ports/clock.ts';
import type { DirectoryPasswordPolicy } from '../../ports/directory.ts';
import { comparableDn } from '../ldap/dn.ts';
import type { LdapEntry } from '../ldap/entry.ts';
import { equals } from '../ldap/filters.ts';
import { createPolicyEntries, ruleIn } from '../ldap/policy-entries.ts';
import type { LdapService } from '../ldap/service.ts';

/** The rules of slapo-ppolicy(5) that hold for one person. */
export interface EffectivePolicy {
  readonly rules: DirectoryPasswordPolicy;
  /** `pwdReset` counts for something only with this. */
  readonly mustChangeAfterReset: boolean;
  readonly mayChange: boolean;
  /** Whether every new password needs the old one (`pwdSafeModify`), so that nobody can reset. */
  readonly needsOld: boolean;
}

export interface PolicyPlace {
  /** Of those who have no other; null where it is to be looked for. */
  readonly defaultPolicyDn: string | null;
  readonly baseDn: string;
}

const attributes = [
  'pwdMinLength',
  'pwdCheckQuality',
  'pwdInHistory',
  'pwdMinAge',
  'pwdMaxAge',
  'pwdLockout',
  'pwdMaxFailure',
  'pwdLockoutDuration',
  'pwdMustChange',
  'pwdAllowUserChange',
  'pwdSafeModify',
];

export interface Policies {
  /** Null without the overlay, without any policy, and for one that may not be read. */
  of(person: LdapEntry): Promise<EffectivePolicy | null>;
  defaultDn(): Promise<string | null>;
}

export function createPolicies(service: LdapService, clock: Clock, place: PolicyPlace): Policies {
  const entryOf = createPolicyEntries(service, clock, attributes);
  let only: Promise<string | null> | null = null;

  /** Which one is the default stands in cn=config, which the service account need not read: the only one must be it. */
  const lookForOnly = async (): Promise<string | null> => {
    const root = await service.read('', ['namingContexts']);
    const base = comparableDn(place.baseDn);
    const suffix = root
      ?.texts('namingContexts')
      .find((context) => `,${base}`.endsWith(`,${comparableDn(context)}`));
    const filter = equals('objectClass', 'pwdPolicy');
    const found = await service.search({
      base: suffix ?? place.baseDn,
      scope: 'sub',
      filter,
      attributes: ['1.1'],
      sizeLimit: 2,
    });
    return found.length === 1 ? (found[0]?.dn ?? null) : null;
  };

  const defaultDn = (): Promise<string | null> => {
    if (place.defaultPolicyDn !== null) return Promise.resolve(place.defaultPolicyDn);
    only ??= lookForOnly().catch((error: unknown) => {
      only = null;
      throw error;
    });
    return only;
  };

  return {
    defaultDn,
    async of(person) {
      const dn = person.text('pwdPolicySubentry') ?? (await defaultDn());
      const entry = dn === null ? null : await entryOf(dn);
      return entry && policyOf(entry);
    },
  };
}

function policyOf(entry: LdapEntry): EffectivePolicy {
  const isTrue = (attribute: string) => entry.text(attribute)?.toUpperCase() === 'TRUE';
  const threshold = ruleIn(entry, 'pwdMaxFailure');
  return {
    rules: {
      source: entry.dn,
      // Nothing of a password's quality is looked at unless this says so.
      minLength: ruleIn(entry, 'pwdCheckQuality') && ruleIn(entry, 'pwdMinLength'),
      historyLength: ruleIn(entry, 'pwdInHistory'),
      complexity: false,
      minAgeSeconds: ruleIn(entry, 'pwdMinAge'),
      maxAgeSeconds: ruleIn(entry, 'pwdMaxAge'),
      lockout:
        isTrue('pwdLockout') && threshold !== null
          ? { threshold, durationSeconds: ruleIn(entry, 'pwdLockoutDuration') }
          : null,
    },
    mustChangeAfterReset: isTrue('pwdMustChange'),
    mayChange: entry.text('pwdAllowUserChange')?.toUpperCase() !== 'FALSE',
    needsOld: isTrue('pwdSafeModify'),
  };
}
