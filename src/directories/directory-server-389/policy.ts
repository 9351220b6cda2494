import type { Clock } from '../../ports/clock.ts';
import type { DirectoryPasswordPolicy } from '../../ports/directory.ts';
import type { LdapEntry } from '../ldap/entry.ts';
import { createPolicyEntries, ruleIn } from '../ldap/policy-entries.ts';
import type { LdapService } from '../ldap/service.ts';

/** The password rules of one person. */
export interface EffectivePolicy {
  readonly rules: DirectoryPasswordPolicy;
  /** Whether passwords end by age at all; a time that was once written stays behind when they do not. */
  readonly expires: boolean;
  /** Whether a password that an administrator of passwords set is good for a new one alone. */
  readonly mustChangeAfterReset: boolean;
  readonly mayChange: boolean;
  readonly tracksChanges: boolean;
}

/** As Microsoft means it: three kinds of character. */
const complexKinds = 3;

const ownAttributes = [
  'passwordCheckSyntax',
  'passwordMinLength',
  'passwordMinCategories',
  'passwordHistory',
  'passwordInHistory',
  'passwordMinAge',
  'passwordExp',
  'passwordMaxAge',
  'passwordLockout',
  'passwordMaxFailure',
  'passwordUnlock',
  'passwordLockoutDuration',
  'passwordMustChange',
  'passwordChange',
  'passwordTrackUpdateTime',
];

const kerberosAttributes = [
  'krbPwdMinLength',
  'krbPwdMinDiffChars',
  'krbPwdHistoryLength',
  'krbMinPwdLife',
  'krbMaxPwdLife',
  'krbPwdMaxFailure',
  'krbPwdLockoutDuration',
];

export type Policies = (person: LdapEntry) => Promise<EffectivePolicy | null>;

/**
 * Answers null for rules that the service account may not read.
 * @param pointer the attribute of a person that names their own.
 */
export function createPolicies(
  service: LdapService,
  clock: Clock,
  pointer: string,
  defaultDn: string | null,
): Policies {
  const entryOf = createPolicyEntries(service, clock, [...ownAttributes, ...kerberosAttributes]);
  return async (person) => {
    const dn = person.text(pointer) ?? defaultDn;
    const entry = dn === null ? null : await entryOf(dn);
    if (entry === null) return null;
    return entry.text('krbMaxPwdLife') === null ? ownPolicy(entry) : kerberosPolicy(entry);
  };
}

function ownPolicy(entry: LdapEntry): EffectivePolicy | null {
  const isOn = (attribute: string) => entry.text(attribute)?.toLowerCase() === 'on';
  const when = (attribute: string, rule: string) => (isOn(attribute) ? ruleIn(entry, rule) : null);
  // An entry that is seen without its rules is one that may not be read.
  if (ownAttributes.every((attribute) => entry.text(attribute) === null)) return null;
  const threshold = when('passwordLockout', 'passwordMaxFailure');
  return {
    rules: {
      source: entry.dn,
      minLength: when('passwordCheckSyntax', 'passwordMinLength'),
      historyLength: when('passwordHistory', 'passwordInHistory'),
      complexity: (when('passwordCheckSyntax', 'passwordMinCategories') ?? 0) >= complexKinds,
      minAgeSeconds: ruleIn(entry, 'passwordMinAge'),
      maxAgeSeconds: when('passwordExp', 'passwordMaxAge'),
      lockout:
        threshold === null
          ? null
          : { threshold, durationSeconds: when('passwordUnlock', 'passwordLockoutDuration') },
    },
    expires: isOn('passwordExp'),
    mustChangeAfterReset: isOn('passwordMustChange'),
    mayChange: entry.text('passwordChange')?.toLowerCase() !== 'off',
    tracksChanges: isOn('passwordTrackUpdateTime'),
  };
}

/** FreeIPA sets a password that somebody else wrote to expire at once, but for those it names as exceptions. */
function kerberosPolicy(entry: LdapEntry): EffectivePolicy {
  const threshold = ruleIn(entry, 'krbPwdMaxFailure');
  return {
    rules: {
      source: entry.dn,
      minLength: ruleIn(entry, 'krbPwdMinLength'),
      historyLength: ruleIn(entry, 'krbPwdHistoryLength'),
      complexity: (ruleIn(entry, 'krbPwdMinDiffChars') ?? 0) >= complexKinds,
      minAgeSeconds: ruleIn(entry, 'krbMinPwdLife'),
      maxAgeSeconds: ruleIn(entry, 'krbMaxPwdLife'),
      lockout:
        threshold === null
          ? null
          : { threshold, durationSeconds: ruleIn(entry, 'krbPwdLockoutDuration') },
    },
    expires: true,
    mustChangeAfterReset: true,
    mayChange: true,
    tracksChanges: true,
  };
}
