import { readBreakGlassCode } from '../../domain/break-glass-code.ts';
import { PosternError } from '../../domain/errors.ts';
import { canonicalIdentifier } from '../../domain/identifier.ts';
import { ADMINISTRATOR_GATES, type Policy } from '../../domain/policy/policy.ts';
import { startSession } from '../../domain/reset/session.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Stores } from '../../ports/storage/index.ts';
import { KEPT_ROLE } from '../access/last-administrator.ts';
import { rolesOf } from '../access/roles-of.ts';
import { entry, subjectOf, visitorActor } from '../audit/entries.ts';
import { findPerson } from '../directory/find-person.ts';
import { tooManyRequests } from '../throttle/limiter.ts';
import type { Visitor } from '../visitor.ts';
import { BREAK_GLASS, breakGlassRule } from './break-glass-rule.ts';
import { moveReset } from './desk.ts';
import type { ResolveDesk } from './resolve.ts';
import { identifierBinding } from './identifier-binding.ts';

export interface BreakGlass {
  /**
   * Opens a reset of a Global Administrator with a sealed code, every gate filled by it, and voids the code. Throws
   * `break-glass-mistyped` for what its check tells was copied wrongly, which costs nothing; `break-glass-refused`
   * for everything else alike; `too-many-requests` after three tries in an hour by anybody.
   * @returns the secret of this browser's reset, and when it ends
   */
  open(
    visitor: Visitor,
    identifier: string,
    typedCode: string,
  ): Promise<{ readonly token: string; readonly expiresAt: number }>;
}

export function createBreakGlass(desk: ResolveDesk): BreakGlass {
  return { open: (visitor, identifier, code) => openByCode(desk, visitor, identifier, code) };
}

async function openByCode(
  desk: ResolveDesk,
  visitor: Visitor,
  typed: string,
  typedCode: string,
): Promise<{ readonly token: string; readonly expiresAt: number }> {
  const identifier = canonicalIdentifier(typed);
  const code = readBreakGlassCode(typedCode);
  if (!identifier.ok || code === null) throw new PosternError('break-glass-mistyped');
  const { tenantId } = visitor;
  const { policy } = await desk.policies.current(desk.storage, tenantId);
  const now = desk.clock.now();
  const limit = 'break-glass-per-organisation';
  // Counted, and committed, before anything is compared.
  const until = await desk.storage.transaction((stores) =>
    desk.limiter.admit(stores, tenantId, policy, [{ limit, key: limit }]),
  );
  if (until !== null) throw tooManyRequests(until, now);
  const user = await globalAdministrator(desk, tenantId, identifier.canonical);
  const opened = user
    ? await openReset(desk, visitor, policy, user, identifier.canonical, code)
    : null;
  if (opened !== null) return opened;
  const identifierMac = desk.vault.mac('identifier', identifier.canonical);
  await desk.storage.audit.append(
    tenantId,
    entry('break-glass.refused', {
      at: now,
      outcome: 'failure',
      actor: visitorActor,
      visitor,
      fields: { reason: user ? 'code' : 'not-global-administrator', identifierMac },
    }),
  );
  desk.log.error({ identifierMac }, 'a break-glass code was refused');
  throw new PosternError('break-glass-refused');
}

/** The one enabled Global Administrator whom this names; null for anybody else. */
async function globalAdministrator(
  desk: ResolveDesk,
  tenantId: string,
  identifier: string,
): Promise<DirectoryUser | null> {
  const user = await findPerson(desk.directories, tenantId, identifier);
  if (!user?.enabled) return null;
  return (await rolesOf(desk.directories, desk.storage, user.ref)).includes(KEPT_ROLE)
    ? user
    : null;
}

/** Null, with nothing written, when there is no such code to use up. */
async function openReset(
  desk: ResolveDesk,
  visitor: Visitor,
  policy: Policy,
  user: DirectoryUser,
  identifier: string,
  code: string,
): Promise<{ readonly token: string; readonly expiresAt: number } | null> {
  const { tenantId } = visitor;
  const now = desk.clock.now();
  const id = desk.random.id('rst');
  const token = desk.random.token();
  const row: ResetSessionRow = {
    id,
    tenantId,
    version: 1,
    tokenMac: desk.vault.mac('reset-token', token),
    previousTokenMac: null,
    reference: desk.random.reference(),
    identifierSealed: desk.vault.seal(identifier, identifierBinding(tenantId, id)),
    identifierMac: desk.vault.mac('identifier', identifier),
    locale: visitor.locale,
    ip: visitor.ip,
    userAgent: visitor.userAgent,
    sends: {},
    session: startSession('reset', now, policy.session.lifetimeSeconds),
    endedAt: null,
  };
  const proven = await desk.storage.transaction(async (stores) => {
    const codeMac = desk.vault.mac('break-glass', code);
    const used = await stores.breakGlassCodes.consume(tenantId, codeMac, id, now);
    if (!used) return null;
    await stores.resetSessions.add(row);
    const moved = await fillEveryGate(desk, stores, row, policy, user, now);
    const about = { at: now, subject: subjectOf(user), correlationId: id, visitor };
    await stores.audit.append(
      tenantId,
      entry('break-glass.used', {
        ...about,
        actor: visitorActor,
        target: used.id,
        fields: { label: used.label },
      }),
    );
    await desk.notices.administrators(stores, {
      tenantId,
      alert: 'break-glass-used',
      username: user.username,
      reference: row.reference,
      at: now,
      locale: visitor.locale,
      correlationId: id,
      everyRole: true,
    });
    return moved;
  });
  if (proven === null) return null;
  desk.signal.wake();
  desk.log.error(
    { user: user.ref.anchor, reset: id, ip: visitor.ip },
    'a break-glass code was used: every administrator is told',
  );
  return { token, expiresAt: proven.session.grantExpiresAt ?? proven.session.expiresAt };
}

/** The code's challenge is issued and proved by the state machine, like any other: there is no way past it (I1). */
async function fillEveryGate(
  desk: ResolveDesk,
  stores: Stores,
  row: ResetSessionRow,
  policy: Policy,
  user: DirectoryUser,
  now: number,
): Promise<ResetSessionRow> {
  const rule = breakGlassRule(policy);
  const challengeId = desk.random.id('chl');
  const chosen = await moveReset(
    stores,
    row,
    { type: 'method-chosen', methodId: BREAK_GLASS, challengeId },
    rule,
    now,
  );
  await stores.challenges.add({
    id: challengeId,
    tenantId: row.tenantId,
    sessionId: row.id,
    methodId: BREAK_GLASS,
    codeMac: null,
    destinationSealed: null,
    promptSealed: null,
    askedSealed: null,
    attempts: 1,
    maxAttempts: 1,
    createdAt: now,
    expiresAt: row.session.expiresAt,
    usedAt: now,
    voidedAt: null,
    armedAt: now,
    resolvedAt: now,
  });
  const found = await moveReset(
    stores,
    chosen.row,
    { type: 'subject-found', subject: user.ref },
    rule,
    now,
  );
  const proven = await moveReset(
    stores,
    found.row,
    {
      type: 'proof-accepted',
      subject: user.ref,
      challengeId,
      methodId: BREAK_GLASS,
      methodClass: BREAK_GLASS,
      fills: ADMINISTRATOR_GATES,
    },
    rule,
    now,
  );
  await stores.audit.append(
    row.tenantId,
    entry('reset.proof-accepted', {
      at: now,
      actor: visitorActor,
      subject: subjectOf(user),
      correlationId: row.id,
      fields: {
        method: BREAK_GLASS,
        gatesFilled: ADMINISTRATOR_GATES,
        gatesRequired: ADMINISTRATOR_GATES,
      },
    }),
  );
  return proven.row;
}
