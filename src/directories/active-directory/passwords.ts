import { normalisePassword } from '../../domain/password/normalise.ts';
import type { RefusalReason } from '../../domain/password/refusals.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Directory, SignInResult, WriteOutcome } from '../../ports/directory.ts';
import type { Log } from '../../ports/log.ts';
import type { BindPace } from '../ldap/bind-pace.ts';
import { resultCodes } from '../ldap/faults.ts';
import type { LdapService, LdapWrite } from '../ldap/service.ts';
import { replace } from '../ldap/trials.ts';
import { signInState } from './bind-answer.ts';
import { dnOfGuid } from './guid.ts';
import type { People, Person } from './people.ts';
import type { PolicyReader } from './policy.ts';
import { refusalOf } from './refusal.ts';
import type { Resets } from './resets.ts';
import { changeOf } from './unicode-password.ts';

export interface PasswordsDeps {
  readonly service: LdapService;
  readonly people: People;
  readonly policies: PolicyReader;
  readonly resets: Resets;
  readonly pace: BindPace;
  readonly clock: Clock;
  readonly log: Log;
}

const refused = (reason: RefusalReason): WriteOutcome => ({ outcome: 'refused', reason });

/** A server that keeps passwords as C strings would compare up to here only. */
const nul = '\0';

/** Everything that has to do with a password: proving, setting and changing one, and ending a lock. */
export function createPasswords(
  deps: PasswordsDeps,
): Pick<Directory, 'signIn' | 'setPassword' | 'changePassword' | 'unlock'> {
  const { service, people, policies, resets, pace, clock, log } = deps;

  /** The write is known to be made; only a sign-in tells that this is the password that counts. */
  const verified = async (person: Person, password: string): Promise<WriteOutcome> => {
    const after = await people.read(person.user.ref.anchor).catch(() => null);
    const state = await service
      .bindAs(after?.dn ?? person.dn, password)
      .then(signInState)
      .catch(() => null);
    // Another password was set in between, or a domain controller answers that has not heard of it.
    if (state === 'wrong') return { outcome: 'uncertain' };
    return { outcome: 'applied', passwordChangedAt: after?.user.passwordChangedAt ?? null };
  };

  const outcomeOf = async (
    person: Person,
    password: string,
    write: LdapWrite,
    heldToHistory: boolean,
  ): Promise<WriteOutcome> => {
    if (write.outcome === 'no-answer') return { outcome: 'uncertain' };
    if (write.code === resultCodes.success) return verified(person, password);
    const { user } = person;
    const changedAt = user.passwordChangedAt;
    const reason = refusalOf({
      answer: write,
      password,
      username: user.username,
      displayName: user.displayName,
      policy: await policies.of(user.ref.anchor).catch(() => null),
      ageSeconds: changedAt === null ? null : (clock.now() - changedAt) / 1000,
      heldToHistory,
      protected: user.account.protected,
    });
    log.info(
      { result: write.code, diagnostic: write.diagnostic, reason },
      'directory refused a write',
    );
    return refused(reason);
  };

  return {
    async signIn(canonicalIdentifier, typed): Promise<SignInResult> {
      const password = normalisePassword(typed);
      if (password === '' || password.includes(nul)) return { ok: false, reason: 'wrong' };
      const person = await people.find(canonicalIdentifier);
      if (person === null) {
        await service.bindAsNobody(() => pace.likeSomebody());
        return { ok: false, reason: 'wrong' };
      }
      const state = signInState(await service.bindAs(person.dn, password, [], pace.measured));
      const { user } = person;
      switch (state) {
        case 'taken':
          return { ok: true, user };
        case 'not-now':
          return { ok: false, reason: 'disabled' };
        case 'password-expired':
        case 'must-change':
          return { ok: false, reason: state, user };
        default:
          return { ok: false, reason: state };
      }
    },

    async setPassword(anchor, typed) {
      const person = await people.read(anchor);
      if (person === null) return refused('unknown');
      if (!person.account.enabled) return refused('account-disabled');
      const password = normalisePassword(typed);
      if (password === '' || password.includes(nul)) return refused('forbidden-characters');
      const { write, heldToHistory } = await resets.reset(person, password);
      return outcomeOf(person, password, write, heldToHistory);
    },

    /** Over the service account's connection: somebody who must change their password cannot sign in to do so. */
    async changePassword(anchor, currentTyped, nextTyped) {
      const person = await people.read(anchor);
      if (person === null) return refused('unknown');
      const current = normalisePassword(currentTyped);
      const next = normalisePassword(nextTyped);
      if (current === '' || current.includes(nul)) return refused('wrong-current-password');
      if (!person.account.enabled) return refused('account-disabled');
      if (next === '' || next.includes(nul)) return refused('forbidden-characters');
      // Domain controllers word this refusal in different ways, as one of the password too.
      if (!person.account.state.mayChangePassword) return refused('not-permitted');
      const write = await service.modify(dnOfGuid(anchor), changeOf(current, next));
      return outcomeOf(person, next, write, true);
    },

    async unlock(anchor) {
      const person = await people.read(anchor);
      if (person === null) return refused('unknown');
      if (!person.account.enabled) return refused('account-disabled');
      const { passwordChangedAt } = person.user;
      if (!person.account.state.locked) return { outcome: 'applied', passwordChangedAt };
      const write = await service.modify(dnOfGuid(anchor), [replace('lockoutTime', ['0'])]);
      if (write.outcome === 'answered' && write.code === resultCodes.success)
        return { outcome: 'applied', passwordChangedAt };
      return outcomeOf(person, '', write, false);
    },
  };
}
