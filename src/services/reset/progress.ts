import { PosternError } from '../../domain/errors.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { gatesFilled } from '../../domain/reset/gates.ts';
import type { Method, Prompt } from '../../ports/method.ts';
import type { ChallengeRow } from '../../ports/storage/challenges.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import type { Vault } from '../../ports/vault.ts';
import { rolesOf } from '../access/roles-of.ts';
import { passwordRulesOf } from '../writeback/password-rules.ts';
import type { ResetDesk } from './desk.ts';
import { breakGlassRule, brokeGlass } from './break-glass-rule.ts';
import { asksDestination, type Audience, firstChoices, ruleOf } from './offered-methods.ts';
import type { ResetProgress, UnlockChance } from './reset-service.ts';

/** What the person may see now; nothing in it differs between identifiers before the first proof. */
export async function progressOf(
  desk: ResetDesk,
  row: ResetSessionRow,
  policy: Policy,
): Promise<ResetProgress> {
  const { session } = row;
  const audience = await audienceOf(desk, row);
  const rule = brokeGlass(session)
    ? breakGlassRule(policy)
    : ruleOf(desk.methods, policy, audience);
  const { offered, forAdministrators } = await choices(desk, row, policy);
  const all = [...offered, ...forAdministrators];
  return {
    state: session.state,
    kind: session.kind,
    reference: row.reference,
    expiresAt: session.grantExpiresAt ?? session.expiresAt,
    methods: offered,
    administratorMethods: forAdministrators,
    methodsAskingDestination: all.filter((id) => asksDestination(desk.methods, policy, id)),
    gatesRequired: rule.gatesRequired,
    gatesFilled: gatesFilled(session.passed, rule),
    challenge: await openChallenge(desk, row, policy),
    passwordRules:
      session.state === 'password' && session.subject !== null
        ? await passwordRulesOf(desk.directories, policy.password, session.subject)
        : null,
    unlock: session.state === 'unlock' ? await unlockChance(desk, row, policy) : null,
  };
}

/** Read fresh: who looks again after a while learns whether the lock went by itself. */
async function unlockChance(
  desk: ResetDesk,
  { session: { subject } }: ResetSessionRow,
  policy: Policy,
): Promise<UnlockChance> {
  if (!policy.unlock.allowed || subject === null) return 'switched-off';
  try {
    const directory = await desk.directories.get(subject.tenantId, subject.directoryId);
    if (!directory.locksAccounts) return 'never-locks';
    const user = await directory.read(subject.anchor);
    return user?.account.locked === true ? 'possible' : 'not-locked';
  } catch (error) {
    if (error instanceof PosternError && error.code === 'unavailable') return 'unanswered';
    throw error;
  }
}

/** By whose rule a reset goes: nobody's before the first proof, so that nothing of it shows. */
export async function audienceOf(desk: ResetDesk, { session }: ResetSessionRow): Promise<Audience> {
  if (session.passed.length === 0 || session.subject === null) return 'anybody';
  const roles = await rolesOf(desk.directories, desk.storage, session.subject);
  return roles.length > 0 ? 'administrator' : 'user';
}

/** Ids of the methods that can be chosen now. Who has proved something may be told what else they have. */
export async function choices(
  desk: ResetDesk,
  { session }: ResetSessionRow,
  policy: Policy,
): Promise<ReturnType<typeof firstChoices>> {
  if (session.passed.length === 0 || session.subject === null) {
    return firstChoices(desk.methods, policy);
  }
  if (session.state !== 'choosing' && session.state !== 'proving') return nothing;
  const { subject } = session;
  const directory = await desk.directories.get(subject.tenantId, subject.directoryId);
  const user = await directory.read(subject.anchor);
  if (!user) return nothing;
  const { usableMethods } = await desk.eligibility.decide(
    desk.storage,
    user,
    policy,
    session.passed,
  );
  const used = new Set(session.passed.map(({ methodClass }) => methodClass));
  const offered = usableMethods.filter((id) => {
    const method = desk.methods.get(id);
    return method !== undefined && !used.has(method.methodClass);
  });
  return { offered, forAdministrators: [] };
}

const nothing = { offered: [], forAdministrators: [] };

async function openChallenge(
  desk: ResetDesk,
  row: ResetSessionRow,
  policy: Policy,
): Promise<ResetProgress['challenge']> {
  if (row.session.openChallengeId === null) return null;
  const challenge = await desk.storage.challenges.get(row.tenantId, row.session.openChallengeId);
  const method = challenge ? desk.methods.get(challenge.methodId) : undefined;
  if (!challenge || !method) return null;
  const live = challenge.voidedAt === null && challenge.usedAt === null;
  return {
    methodId: challenge.methodId,
    ask: method.kind === 'sent-code' ? 'code' : method.ask,
    isSent: method.kind === 'sent-code',
    prompt: openPrompt(desk.vault, challenge),
    attemptsLeft: live ? Math.max(0, challenge.maxAttempts - challenge.attempts) : 0,
    expiresAt: challenge.expiresAt,
    resendAt: resendAt(row, method, challenge.createdAt, policy),
  };
}

export function promptBinding(tenantId: string, challengeId: string): string {
  return `challenge-prompt/${tenantId}/${challengeId}`;
}

export function sealPrompt(
  vault: Vault,
  tenantId: string,
  challengeId: string,
  prompt: Prompt | null,
): string | null {
  return prompt === null
    ? null
    : vault.seal(JSON.stringify(prompt), promptBinding(tenantId, challengeId));
}

export function openPrompt(vault: Vault, challenge: ChallengeRow): Prompt | null {
  const { promptSealed, tenantId, id } = challenge;
  if (promptSealed === null) return null;
  // Only methods make prompts, and they make objects.
  return JSON.parse(vault.open(promptSealed, promptBinding(tenantId, id))) as Prompt;
}

/**
 * When the next code may be asked for, in epoch ms; null when this reset has had all it gets. Where nothing is sent,
 * another try costs nobody anything and needs no wait; wrong answers are counted all the same.
 */
export function resendAt(
  row: ResetSessionRow,
  method: Method,
  lastSentAt: number,
  policy: Policy,
): number | null {
  if (method.kind === 'held' && !method.waits) return lastSentAt;
  const sent = row.sends[method.id] ?? 0;
  if (sent >= policy.session.sendsPerMethod) return null;
  const waits = policy.session.resendWaitSeconds;
  const wait = waits[Math.min(Math.max(sent, 1), waits.length) - 1] ?? 0;
  return lastSentAt + wait * 1000;
}
