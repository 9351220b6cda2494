import type { Change } from 'ldapts';
import type { Log } from '../../ports/log.ts';
import type { Random } from '../../ports/random.ts';
import { resultCodes } from '../ldap/faults.ts';
import type { LdapService, LdapWrite } from '../ldap/service.ts';
import { replace } from '../ldap/trials.ts';
import { policyHints } from './controls.ts';
import type { DomainReader } from './domain.ts';
import { dnOfGuid } from './guid.ts';
import type { Person } from './people.ts';
import type { PolicyReader } from './policy.ts';
import type { ActiveDirectorySettings } from './settings.ts';
import { changeOf, resetOf } from './unicode-password.ts';

export interface Reset {
  readonly write: LdapWrite;
  /** Whether the new password was held to the history and the minimum age. */
  readonly heldToHistory: boolean;
}

/** Sets a password without the old one, and unlocks: in one modify, or by way of a temporary password. */
export interface Resets {
  /** Throws `unavailable` when nothing was sent. */
  reset(person: Person, password: string): Promise<Reset>;
}

export interface ResetsDeps {
  readonly service: LdapService;
  readonly domain: DomainReader;
  readonly policies: PolicyReader;
  readonly settings: ActiveDirectorySettings;
  readonly random: Random;
  readonly log: Log;
}

const unlocked = () => replace('lockoutTime', ['0']);
const mustChange = () => replace('pwdLastSet', ['0']);

export function createResets(deps: ResetsDeps): Resets {
  const { service, domain, policies, settings, random, log } = deps;

  const mustChangeAfter = ({ account }: Person) =>
    // For a password that never expires it would have no effect, and hide when it was set.
    settings.mustChangeAfterReset && !account.passwordNeverExpires;

  const direct = async (person: Person, password: string, hints: string | null): Promise<Reset> => {
    const changes: Change[] = [resetOf(password), unlocked()];
    if (mustChangeAfter(person)) changes.push(mustChange());
    const write = await service.modify(
      dnOfGuid(person.user.ref.anchor),
      changes,
      hints === null ? [] : [policyHints(hints)],
    );
    return { write, heldToHistory: hints !== null };
  };

  /**
   * A change is held to the history where a reset is not; so the account gets a password that we know, and that is changed.
   * `pwdLastSet` = 0 lets the minimum age pass, which the temporary one would otherwise not have reached.
   */
  const byTemporary = async (person: Person, password: string): Promise<Reset> => {
    const dn = dnOfGuid(person.user.ref.anchor);
    const policy = await policies.of(person.user.ref.anchor);
    const temporary = temporaryPassword(random, policy?.minLength ?? 0);
    const first = await service.modify(dn, [resetOf(temporary), unlocked(), mustChange()]);
    if (first.outcome === 'no-answer' || first.code !== resultCodes.success)
      return { write: first, heldToHistory: false };
    try {
      const write = await service.modify(dn, changeOf(temporary, password));
      const isSet = write.outcome === 'answered' && write.code === resultCodes.success;
      if (!isSet) log.warn({}, 'an account has a temporary password until its reset is done again');
      if (isSet && mustChangeAfter(person)) await service.modify(dn, [mustChange()]);
      return { write, heldToHistory: true };
    } catch {
      // Not sent; but the temporary password was, so that "nothing happened" would be a lie.
      log.warn({}, 'an account has a temporary password until its reset is done again');
      return { write: { outcome: 'no-answer' }, heldToHistory: true };
    }
  };

  return {
    async reset(person, password) {
      const { policyHintsOid } = await domain.read();
      const without = () =>
        settings.enforceHistory === 'temporary-password'
          ? byTemporary(person, password)
          : direct(person, password, null);
      if (policyHintsOid === null) return without();
      const reset = await direct(person, password, policyHintsOid);
      const { write } = reset;
      const isUnknown =
        write.outcome === 'answered' && write.code === resultCodes.unavailableCriticalExtension;
      if (!isUnknown) return reset;
      // Another domain controller than the one that offered it, and an older one; it has done nothing.
      domain.forget();
      return without();
    },
  };
}

/** Long, random, and of every kind of character, so that no rule but the history refuses it. */
export function temporaryPassword(random: Random, minLength: number): string {
  let letters = '';
  while (letters.length < Math.max(minLength, 32)) letters += random.token();
  return `${letters.slice(0, 120)}aA1!`;
}
