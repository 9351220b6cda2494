import { userKey } from '../../domain/identity.ts';
import { maskDestination } from '../../domain/mask.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { type IneligibilityReason, toldReasons } from '../../domain/reset/eligibility.ts';
import type { ChannelKind } from '../../ports/channel.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { HeldMethod, Method, Person, SentCodeMethod } from '../../ports/method.ts';
import type { ChallengeRow } from '../../ports/storage/challenges.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { entry, subjectOf } from '../audit/entries.ts';
import type { Carriers } from '../carriers/carriers.ts';
import type { PhoneBudget } from '../carriers/phone-budget.ts';
import { findPerson } from '../directory/find-person.ts';
import { addressesOf, type Notices } from '../notify/notices.ts';
import { askedBinding } from './choose-method.ts';
import { codeMacOf } from './code-mac.ts';
import { moveReset, type ResetDesk } from './desk.ts';
import { ruleOf } from './offered-methods.ts';
import { sealPrompt } from './progress.ts';
import { destinationBinding } from './sent-to.ts';
import { standIn } from './stand-in.ts';
import { identifierBinding } from './identifier-binding.ts';

export interface ResolveDesk extends ResetDesk {
  readonly notices: Notices;
  readonly budget: Pick<PhoneBudget, 'proved'>;
  /** What carriers could carry, as they are set up now. */
  readonly reach: Carriers['reach'];
}

/** What a look-up found, to be written in one transaction; a `conflict` means that it is to be made again. */
export type Settle = (stores: Stores) => Promise<void>;

/**
 * The part of START nobody waits for: finds the one person the identifier names, asks whether they may reset, and
 * arms the challenge, with a code on its way to where it is stored for them (invariant I6) if the method sends one.
 * Whatever it finds is written once, and alike.
 */
export async function resolveChallenge(
  desk: ResolveDesk,
  row: ResetSessionRow,
  challenge: ChallengeRow,
): Promise<Settle> {
  const identifier = desk.vault.open(row.identifierSealed, identifierBinding(row.tenantId, row.id));
  const user = await findOne(desk, row, identifier);
  const { policy } = await desk.policies.current(desk.storage, row.tenantId);
  const method = desk.methods.get(challenge.methodId);
  const nobody = await standIn(desk, row.tenantId);
  const eligibility = await desk.eligibility.decide(
    desk.storage,
    user ?? nobody,
    policy,
    row.session.passed,
  );
  const { person } = eligibility;
  const usable = method !== undefined && eligibility.usableMethods.includes(method.id);
  const carrier = carrierOf(method);
  // Whoever may not reset is told so by mail, whatever they chose.
  const address = addressesOf(person.user)[0] ?? null;
  const destination = method?.kind === 'sent-code' ? method.destinationOf(person) : null;
  const prompt = await drawnPrompt(
    desk,
    row,
    challenge,
    method,
    user && usable ? person : null,
    policy,
  );
  const found: Found = { desk, row, challenge, user, nobody, policy, prompt, carrier };
  const declined = (reason: string) => async (stores: Stores) => {
    await admitDestination(found, stores, carrier, `nobody/${row.identifierMac}`);
    await decline(found, stores, reason);
  };
  if (!user) return declined('nobody');
  if (!eligibility.eligible || !method || !usable) {
    const reason = eligibility.reason ?? 'methods-missing';
    if (address === null) return declined(reason);
    return async (stores) => {
      if (!(await admitDestination(found, stores, 'email', address))) {
        return decline(found, stores, 'destination-limit');
      }
      if (!(await close(found, stores))) return;
      await auditNotOffered(stores, row, user, challenge, reason, desk.clock.now());
      await sendToOwner(found, stores, user, address, reason);
    };
  }
  if (method.kind === 'held') {
    return async (stores) => {
      if (method.waits && !(await admitAsk(found, stores, user))) {
        return decline(found, stores, 'device-limit');
      }
      return armHeld(found, stores, method, person);
    };
  }
  if (destination === null) return declined('methods-missing');
  const namedWrongly = !namesDestination(desk, challenge, method, destination);
  return async (stores) => {
    if (!(await admitDestination(found, stores, method.carrier, destination))) {
      return decline(found, stores, 'destination-limit');
    }
    if (namedWrongly) return decline(found, stores, 'destination-not-named');
    return armSent(found, stores, method, user, destination);
  };
}

interface Found {
  readonly desk: ResolveDesk;
  readonly row: ResetSessionRow;
  readonly challenge: ChallengeRow;
  readonly user: DirectoryUser | null;
  /** Asked about in their place. */
  readonly nobody: DirectoryUser;
  readonly policy: Policy;
  readonly prompt: string | null;
  /** How a code of the chosen method travels. */
  readonly carrier: ChannelKind;
}

function carrierOf(method: Method | undefined): ChannelKind {
  return method?.kind === 'sent-code' ? method.carrier : 'email';
}

/** What is shown, of the person's own or made up for somebody who has none: in either case sealed like the other. */
async function drawnPrompt(
  desk: ResolveDesk,
  row: ResetSessionRow,
  challenge: ChallengeRow,
  method: Method | undefined,
  person: Person | null,
  policy: Policy,
): Promise<string | null> {
  if (method?.kind !== 'held') return null;
  const settings = method.settings.parse(policy.methods[method.id]);
  const tools = await desk.tools(row.tenantId);
  const prompt = method.draw(person, settings, tools, row.identifierMac);
  return sealPrompt(desk.vault, row.tenantId, challenge.id, prompt);
}

/** Nobody to ask, or nobody who may be asked now: the challenge stays as it is, and accepts nothing. */
async function decline(found: Found, stores: Stores, reason: string): Promise<void> {
  const { desk, row, challenge, user } = found;
  const at = desk.clock.now();
  if (!(await close(found, stores))) return;
  await auditNotOffered(stores, row, user, challenge, reason, at);
  // As the reset of somebody who is found is moved.
  await stores.resetSessions.move(row, row);
  await rehearse(found, stores, at);
}

/** False when the look-up was made and written by somebody else, or the challenge was replaced meanwhile. */
function close({ desk, row, challenge, prompt }: Found, stores: Stores): Promise<boolean> {
  const nothing = { armed: false, codeMac: null, destinationSealed: null, promptSealed: prompt };
  return stores.challenges.resolve(row.tenantId, challenge.id, nothing, desk.clock.now());
}

/** The number that was typed has to be the stored one, where one was asked for (ME-26). */
function namesDestination(
  { vault }: ResolveDesk,
  { askedSealed, tenantId, id }: ChallengeRow,
  method: SentCodeMethod,
  destination: string,
): boolean {
  if (askedSealed === null) return true;
  return method.namesDestination(vault.open(askedSealed, askedBinding(tenantId, id)), destination);
}

/**
 * For somebody who gets no mail the same is written and worked as for somebody who does: the request after this
 * one would otherwise wait a few milliseconds longer for a person than for a stranger.
 */
async function rehearse(
  { desk, row, challenge, nobody, carrier }: Found,
  stores: Stores,
  at: number,
): Promise<void> {
  await desk.outbox.add(stores, {
    tenantId: row.tenantId,
    kind: 'rehearse-message',
    payload: {
      carrier,
      message: 'reset-code',
      params: {
        code: '00000000',
        purpose: purposeOf(row),
        minutes: Math.max(1, Math.round((challenge.expiresAt - at) / 60_000)),
        displayName: row.reference,
        reference: row.reference,
        askedFrom: row.ip ?? '',
      },
      to: row.reference,
      locale: row.locale,
      about: {
        user: { ...nobody.ref, name: '' },
        correlationId: row.id,
        challengeId: challenge.id,
      },
    },
    at,
    deadlineAt: challenge.expiresAt,
  });
}

/** Exactly one person over all directories, or nobody: two with one name are a stranger to us (F39). */
async function findOne(
  desk: ResolveDesk,
  row: ResetSessionRow,
  identifier: string,
): Promise<DirectoryUser | null> {
  if (row.session.subject !== null) {
    const { tenantId, directoryId, anchor } = row.session.subject;
    return (await desk.directories.get(tenantId, directoryId)).read(anchor);
  }
  return findPerson(desk.directories, row.tenantId, identifier);
}

async function admitDestination(
  { desk, row, policy }: Found,
  stores: Stores,
  carrier: ChannelKind,
  destination: string,
): Promise<boolean> {
  const key = destination.toLowerCase();
  const kind = carrier === 'email' ? 'mail' : 'phone';
  const until = await desk.limiter.admit(stores, row.tenantId, policy, [
    { limit: `${kind}-per-destination-per-hour`, key },
    { limit: `${kind}-per-destination-per-day`, key },
  ]);
  return until === null;
}

/** Nobody is worn down by being asked again and again (A115). */
async function admitAsk(
  { desk, row, policy }: Found,
  stores: Stores,
  user: DirectoryUser,
): Promise<boolean> {
  const key = userKey(user.ref);
  const until = await desk.limiter.admit(stores, row.tenantId, policy, [
    { limit: 'device-asks-per-account-per-minute', key },
    { limit: 'device-asks-per-account-per-day', key },
  ]);
  return until === null;
}

/** Binds the person to the reset, and the right answer to the challenge; false when somebody was faster. */
async function arm(
  { desk, row, challenge, policy, prompt }: Found,
  stores: Stores,
  user: DirectoryUser,
  method: Method,
  answer: { readonly codeMac: string | null; readonly destination: string | null },
): Promise<boolean> {
  const now = desk.clock.now();
  if (row.session.subject === null) {
    const found = { type: 'subject-found', subject: user.ref } as const;
    await moveReset(stores, row, found, ruleOf(desk.methods, policy, 'anybody'), now);
  }
  const { codeMac, destination } = answer;
  const binding = destinationBinding(challenge);
  const armed = await stores.challenges.resolve(
    row.tenantId,
    challenge.id,
    {
      armed: true,
      codeMac,
      destinationSealed: destination === null ? null : desk.vault.seal(destination, binding),
      promptSealed: prompt,
    },
    now,
  );
  // A challenge that was replaced meanwhile stays unarmed, and its code is never sent.
  if (!armed) return false;
  await stores.audit.append(
    row.tenantId,
    entry('reset.code-issued', {
      at: now,
      subject: subjectOf(user),
      correlationId: row.id,
      fields: {
        method: method.id,
        ...(destination === null ? {} : { destination: maskDestination(destination) }),
      },
    }),
  );
  return true;
}

async function armHeld(
  found: Found,
  stores: Stores,
  method: HeldMethod,
  { user }: Person,
): Promise<void> {
  if (!(await arm(found, stores, user, method, { codeMac: null, destination: null }))) return;
  const now = found.desk.clock.now();
  // Somebody who may not reset gets a mail, whatever they chose: that work must not tell them from the others.
  if (!method.waits) return rehearse(found, stores, now);
  const { tenantId, expiresAt } = found.challenge;
  await found.desk.outbox.add(stores, {
    tenantId,
    kind: 'push-approval',
    payload: { user: user.ref },
    at: now,
    deadlineAt: expiresAt,
  });
}

async function armSent(
  found: Found,
  stores: Stores,
  method: SentCodeMethod,
  user: DirectoryUser,
  destination: string,
): Promise<void> {
  const { desk, row, challenge, policy } = found;
  const settings = method.settings.parse(policy.methods[method.id]);
  const code = method.makeCode(settings, desk.random);
  const codeMac = codeMacOf(desk.vault, challenge.id, code);
  if (!(await arm(found, stores, user, method, { codeMac, destination }))) return;
  const now = desk.clock.now();
  await desk.notices.message(stores, {
    kind: 'reset-code',
    carrier: method.carrier,
    params: {
      code,
      purpose: purposeOf(row),
      minutes: Math.max(1, Math.round((challenge.expiresAt - now) / 60_000)),
      displayName: user.displayName,
      reference: row.reference,
      askedFrom: row.ip ?? '',
    },
    user,
    to: destination,
    locale: row.locale,
    at: now,
    deadlineAt: challenge.expiresAt,
    correlationId: row.id,
    challengeId: challenge.id,
  });
}

/** What was asked for: a mail about an unlock says so, to whoever did not ask for one. */
const purposeOf = ({ session }: ResetSessionRow) =>
  session.kind === 'unlock' ? 'unlock' : 'reset';

/** Tells the person, at their stored address only, that this is not open to them and whom to ask. */
async function sendToOwner(
  { desk, row, challenge }: Found,
  stores: Stores,
  user: DirectoryUser,
  destination: string,
  reason: IneligibilityReason,
): Promise<void> {
  await desk.notices.message(stores, {
    kind: 'reset-not-available',
    params: {
      purpose: purposeOf(row),
      displayName: user.displayName,
      reference: row.reference,
      reason: toldReasons.find((told) => told === reason) ?? 'not-enabled',
    },
    user,
    to: destination,
    locale: row.locale,
    at: desk.clock.now(),
    deadlineAt: challenge.expiresAt,
    correlationId: row.id,
  });
}

async function auditNotOffered(
  stores: Stores,
  row: ResetSessionRow,
  user: DirectoryUser | null,
  challenge: ChallengeRow,
  reason: string,
  at: number,
): Promise<void> {
  await stores.audit.append(
    row.tenantId,
    entry('reset.not-offered', {
      at,
      outcome: 'failure',
      subject: user ? subjectOf(user) : null,
      correlationId: row.id,
      visitor: row,
      fields: { reason, method: challenge.methodId },
    }),
  );
}
