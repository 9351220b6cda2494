import { normalisePassword } from '../../domain/password/normalise.ts';
import type { RefusalReason } from '../../domain/password/refusals.ts';
import type { Directory, SignInResult, WriteOutcome } from '../../ports/directory.ts';
import type { Log } from '../../ports/log.ts';
import type { BindPace } from './bind-pace.ts';
import type { Dialect, PasswordWrite } from './dialect.ts';
import { type LdapAnswer, resultCodes } from './faults.ts';
import type { People, Person } from './people.ts';
import { askPolicy, type PolicyError, policyErrorOf } from './policy-answer.ts';
import { refusalOf } from './refusal.ts';
import type { LdapService } from './service.ts';
import type { Turns } from './turns.ts';

export interface PasswordsDeps {
  readonly service: LdapService;
  readonly dialect: Dialect;
  readonly people: People;
  readonly turns: Turns;
  readonly pace: BindPace;
  readonly log: Log;
}

const refused = (reason: RefusalReason): WriteOutcome => ({ outcome: 'refused', reason });

/** What a sign-in as somebody came to, when it was not simply taken. */
type Obstacle = 'wrong' | 'locked' | 'disabled' | 'password-expired';

/** Everything that has to do with a password: proving, setting and changing one, and ending a lock. */
export function createPasswords(
  deps: PasswordsDeps,
): Pick<Directory, 'signIn' | 'setPassword' | 'changePassword' | 'unlock'> {
  const { service, dialect, people, turns, pace, log } = deps;

  /** The write is known to be made; only whether the password works tells that it was this one that counts. */
  const verified = async (person: Person, password: string): Promise<WriteOutcome> => {
    const { anchor } = person.user.ref;
    const obstacle = await proven(person.entry.dn, password).catch(() => null);
    // Another password was set in between, or a copy of the directory answers that is behind.
    if (obstacle === 'wrong') return { outcome: 'uncertain' };
    const after = await people.read(anchor).catch(() => null);
    return { outcome: 'applied', passwordChangedAt: after?.user.passwordChangedAt ?? null };
  };

  /** Null when this password signs in, or would if it were not for a new one that is due. */
  const proven = async (dn: string, password: string): Promise<Obstacle | null> => {
    const control = askPolicy();
    const answer = await service.bindAs(dn, password, [control]);
    return obstacleOf(answer, policyErrorOf(control));
  };

  const outcomeOf = async (
    { write, policyError }: PasswordWrite,
    applied: () => Promise<WriteOutcome>,
  ): Promise<WriteOutcome> => {
    if (write.outcome === 'no-answer') return { outcome: 'uncertain' };
    if (write.code === resultCodes.success) return applied();
    log.info(
      { result: write.code, diagnostic: write.diagnostic, policyError },
      'directory refused a write',
    );
    return refused(refusalOf(write, policyError));
  };

  const reset = async (person: Person, password: string): Promise<WriteOutcome> => {
    const answer = await dialect.reset(person.entry, password);
    const outcome = await outcomeOf(answer, () => verified(person, password));
    // A server that asks for the old password lets nobody reset: nobody typed a wrong one.
    const asksForOld = outcome.outcome === 'refused' && outcome.reason === 'wrong-current-password';
    return asksForOld ? refused('not-permitted') : outcome;
  };

  const change = async (person: Person, current: string, next: string): Promise<WriteOutcome> => {
    const control = askPolicy();
    const outcome = await service.asPerson(
      person.entry.dn,
      current,
      (own) => dialect.change(own, person.entry, current, next),
      [control],
    );
    if (outcome.signedIn) return outcomeOf(outcome.result, () => verified(person, next));
    const obstacle = obstacleOf(outcome, policyErrorOf(control));
    if (obstacle === 'locked') return refused('account-locked');
    if (obstacle === 'disabled') return refused('account-disabled');
    if (obstacle !== 'password-expired') return refused('wrong-current-password');
    // The old one was right, and is good for nothing any more: the service account sets the new one.
    return person.user.account.mayChangePassword ? reset(person, next) : refused('not-permitted');
  };

  return {
    async signIn(canonicalIdentifier, typed): Promise<SignInResult> {
      const password = normalisePassword(typed);
      if (!isOne(password)) return { ok: false, reason: 'wrong' };
      const person = await people.find(canonicalIdentifier);
      if (person === null) {
        await service.bindAsNobody(() => pace.likeSomebody());
        return { ok: false, reason: 'wrong' };
      }
      const control = askPolicy();
      const answer = await service.bindAs(person.entry.dn, password, [control], pace.measured);
      const policyError = policyErrorOf(control);
      const obstacle = obstacleOf(answer, policyError);
      const { user } = person;
      // Servers that turn away the disabled before they look at the password do not say that it was right.
      if (obstacle === 'disabled' || (obstacle === 'locked' && !user.enabled))
        return { ok: false, reason: 'wrong' };
      if (obstacle === 'wrong' || obstacle === 'locked') return { ok: false, reason: obstacle };
      if (!user.enabled) return { ok: false, reason: 'disabled' };
      if (user.account.expired) return { ok: false, reason: 'account-expired' };
      if (obstacle === 'password-expired') return { ok: false, reason: obstacle, user };
      const mustChange =
        policyError === 'changeAfterReset' || user.account.password === 'must-change';
      return mustChange ? { ok: false, reason: 'must-change', user } : { ok: true, user };
    },

    setPassword: (anchor, typed) =>
      turns(anchor, async () => {
        const person = await people.read(anchor);
        if (person === null) return refused('unknown');
        if (!person.user.enabled) return refused('account-disabled');
        if (!isOne(typed)) return refused('forbidden-characters');
        return reset(person, normalisePassword(typed));
      }),

    changePassword: (anchor, current, next) =>
      turns(anchor, async () => {
        const person = await people.read(anchor);
        if (person === null) return refused('unknown');
        if (!isOne(current)) return refused('wrong-current-password');
        if (!person.user.enabled) return refused('account-disabled');
        if (!isOne(next)) return refused('forbidden-characters');
        return change(person, normalisePassword(current), normalisePassword(next));
      }),

    async unlock(anchor) {
      const person = await people.read(anchor);
      if (person === null) return refused('unknown');
      const { passwordChangedAt } = person.user;
      if (!person.user.enabled) return refused('account-disabled');
      if (!person.user.account.locked) return { outcome: 'applied', passwordChangedAt };
      return outcomeOf(await dialect.unlock(person.entry), () =>
        Promise.resolve({ outcome: 'applied', passwordChangedAt }),
      );
    },
  };
}

/** Some servers read a password up to the first NUL, and would take what stands before it for the whole (A016). */
function isOne(password: string): boolean {
  return password !== '' && !password.includes('\0');
}

/** Null for a password that was taken, if only for the sake of a new one. */
function obstacleOf(answer: LdapAnswer, policyError: PolicyError | null): Obstacle | null {
  if (answer.code === resultCodes.success) return null;
  if (policyError === 'passwordExpired') return 'password-expired';
  if (answer.code === resultCodes.unwillingToPerform && /inactivated/i.test(answer.diagnostic))
    return 'disabled';
  if (policyError === 'accountLocked') return 'locked';
  // Without a word of its policy, 389 Directory Server tells a lock by this code alone.
  if (answer.code === resultCodes.constraintViolation) return 'locked';
  return 'wrong';
}
