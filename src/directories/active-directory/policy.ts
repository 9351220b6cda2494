import { PosternError } from '../../domain/errors.ts';
import type { DirectoryPasswordPolicy } from '../../ports/directory.ts';
import type { LdapEntry } from '../ldap/entry.ts';
import { LdapRefusal } from '../ldap/faults.ts';
import type { LdapService } from '../ldap/service.ts';
import type { DomainReader } from './domain.ts';
import { secondsOf } from './file-time.ts';
import { dnOfGuid, isGuid } from './guid.ts';

export interface PolicyReader {
  /** What a new password of somebody is held to. Null for nobody. */
  of(anchor: string): Promise<DirectoryPasswordPolicy | null>;
  /** Of everybody to whom no fine-grained policy applies; null where it may not be read. */
  ofDomain(): Promise<DirectoryPasswordPolicy | null>;
}

const complexityBit = 1;

/** Names of one rule in the domain's policy and in a fine-grained one (MS-ADA). */
interface Names {
  readonly minLength: string;
  readonly history: string;
  readonly complexity: string;
  readonly minAge: string;
  readonly maxAge: string;
  readonly threshold: string;
  readonly duration: string;
}

const ofDomain: Names = {
  minLength: 'minPwdLength',
  history: 'pwdHistoryLength',
  complexity: 'pwdProperties',
  minAge: 'minPwdAge',
  maxAge: 'maxPwdAge',
  threshold: 'lockoutThreshold',
  duration: 'lockoutDuration',
};

const fineGrained: Names = {
  minLength: 'msDS-MinimumPasswordLength',
  history: 'msDS-PasswordHistoryLength',
  complexity: 'msDS-PasswordComplexityEnabled',
  minAge: 'msDS-MinimumPasswordAge',
  maxAge: 'msDS-MaximumPasswordAge',
  threshold: 'msDS-LockoutThreshold',
  duration: 'msDS-LockoutDuration',
};

export function createPolicyReader(service: LdapService, domain: DomainReader): PolicyReader {
  const readOrNull = async (dn: string, attributes: readonly string[]) => {
    try {
      return await service.read(dn, attributes);
    } catch (error) {
      // That it may not be read is an answer.
      if (error instanceof PosternError && error.cause instanceof LdapRefusal) return null;
      throw error;
    }
  };
  const domainPolicy = async () => {
    const { dn } = await domain.read();
    const entry = await readOrNull(dn, Object.values(ofDomain));
    return entry === null || entry.text(ofDomain.minLength) === null
      ? null
      : policyOf(entry, ofDomain, 'Default Domain Policy');
  };
  return {
    ofDomain: domainPolicy,
    async of(anchor) {
      if (!isGuid(anchor)) return null;
      const person = await service.read(dnOfGuid(anchor), ['msDS-ResultantPSO']);
      if (person === null) return null;
      const dn = person.text('msDS-ResultantPSO');
      if (dn === null) return domainPolicy();
      const entry = await readOrNull(dn, ['cn', ...Object.values(fineGrained)]);
      // The domain's rules are not theirs: better to show none.
      return entry === null || entry.text(fineGrained.minLength) === null
        ? { ...noRules, source: dn }
        : policyOf(entry, fineGrained, entry.text('cn') ?? dn);
    },
  };
}

const noRules = {
  minLength: null,
  historyLength: null,
  complexity: false,
  minAgeSeconds: null,
  maxAgeSeconds: null,
  lockout: null,
} as const;

function policyOf(entry: LdapEntry, names: Names, source: string): DirectoryPasswordPolicy {
  const number = (name: string) => {
    const value = entry.text(name);
    return value !== null && /^-?\d+$/.test(value) ? Number(value) : null;
  };
  const complexity = entry.text(names.complexity);
  const threshold = number(names.threshold) ?? 0;
  const seconds = secondsOf(entry.text(names.duration));
  return {
    source,
    minLength: number(names.minLength),
    historyLength: number(names.history),
    complexity: complexity === 'TRUE' || (Number(complexity ?? '0') & complexityBit) !== 0,
    minAgeSeconds: secondsOf(entry.text(names.minAge)),
    maxAgeSeconds: secondsOf(entry.text(names.maxAge)) || null,
    lockout:
      threshold === 0
        ? null
        : // 0 is written for "until an administrator unlocks it".
          { threshold, durationSeconds: seconds || null },
  };
}
