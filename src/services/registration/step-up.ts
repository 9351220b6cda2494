import { z } from 'zod';
import { PosternError } from '../../domain/errors.ts';
import { sameUser, userKey } from '../../domain/identity.ts';
import { maskDestination } from '../../domain/mask.ts';
import type { HeldMethod, Method, Prompt, SentCodeMethod, Verdict } from '../../ports/method.ts';
import type { EnrolmentRow } from '../../ports/storage/enrolments.ts';
import type { SignedInUser } from '../access/access-service.ts';
import { entry, subjectOf, userActor } from '../audit/entries.ts';
import { codeMacOf } from '../reset/code-mac.ts';
import { methodKey } from '../reset/method-blocks.ts';
import { tooManyRequests } from '../throttle/limiter.ts';
import type { Visitor } from '../visitor.ts';
import { ATTEMPTS, admitCode, sendCode } from './begin.ts';
import { openKept, sealKept } from './kept.ts';
import { keepUsed } from './registration-reader.ts';
import { type RegistrationDesk, type Standing, standingOf } from './standing.ts';
import type { OpenStepUp, StepUpResult, StepUpService } from './step-up-service.ts';
import { voucherDestination, vouchers } from './vouchers.ts';

/** In place of a method's id, so that it is told from what is being registered; no method is called so. */
const STEP_UP = 'step-up';
const LIFETIME_MS = 5 * 60 * 1000;

const askedSchema = z.object({
  methodId: z.string(),
  prompt: z.record(z.string(), z.unknown()).nullable(),
  codeMac: z.string().nullable(),
  destination: z.string().nullable(),
});
type Asked = z.infer<typeof askedSchema>;

const wrong: Verdict = { right: false };

export function createStepUpService(desk: RegistrationDesk): StepUpService {
  return {
    methods: async (signedIn) => vouchers(await standingOf(desk, signedIn)).map(({ id }) => id),
    begin: (visitor, signedIn, methodId) => begin(desk, visitor, signedIn, methodId),
    async opened(signedIn, id) {
      const row = await ownRow(desk, signedIn, id);
      const isLive = row !== null && row.usedAt === null && row.expiresAt > desk.clock.now();
      return isLive ? openedOf(desk, row) : null;
    },
    prove: (visitor, signedIn, id, answer) => prove(desk, visitor, signedIn, id, answer),
  };
}

async function begin(
  desk: RegistrationDesk,
  visitor: Visitor,
  signedIn: SignedInUser,
  methodId: string,
): Promise<string> {
  const standing = await standingOf(desk, signedIn);
  const method = vouchers(standing).find((one) => one.id === methodId);
  if (!method) throw new PosternError('not-found');
  const { user, sessionId } = signedIn;
  const { tenantId } = user.ref;
  const now = desk.clock.now();
  const id = desk.random.id('chl');
  const expiresAt = now + LIFETIME_MS;
  const { asked, send } = await ask(desk, standing, method, id);
  if (send !== null) await admitCode(desk, standing.policy, user, send);
  await desk.storage.transaction(async (stores) => {
    await stores.enrolments.voidOf(tenantId, sessionId, STEP_UP, now);
    await stores.enrolments.add({
      id,
      user: user.ref,
      methodId: STEP_UP,
      sessionId,
      keptSealed: sealKept(desk.vault, tenantId, id, 'step-up', asked),
      attempts: 0,
      maxAttempts: ATTEMPTS,
      createdAt: now,
      expiresAt,
      usedAt: null,
    });
    if (send !== null) {
      await sendCode(desk, stores, visitor, user, { ...send, purpose: 'vouch', expiresAt, now });
    }
  });
  if (send !== null) desk.signal.wake();
  return id;
}

/** What is kept of the question, and the code on its way where one is sent. */
async function ask(desk: RegistrationDesk, standing: Standing, method: Method, id: string) {
  const settings = method.settings.parse(standing.policy.methods[method.id]);
  const { person } = standing.eligibility;
  if (method.kind === 'held') {
    const tools = await desk.tools(person.user.ref.tenantId);
    const prompt: Prompt | null =
      method.prompt(settings, desk.random) ?? method.draw(person, settings, tools, id);
    const asked: Asked = { methodId: method.id, prompt, codeMac: null, destination: null };
    return { asked, send: null };
  }
  const to = voucherDestination(standing, method);
  if (to === null) throw new PosternError('not-found');
  const code = method.makeCode(settings, desk.random);
  const asked: Asked = {
    methodId: method.id,
    prompt: null,
    codeMac: codeMacOf(desk.vault, id, code),
    destination: maskDestination(to),
  };
  return { asked, send: { carrier: method.carrier, to, code } };
}

async function ownRow(
  desk: RegistrationDesk,
  { sessionId, user }: SignedInUser,
  id: string,
): Promise<EnrolmentRow | null> {
  const row = await desk.storage.enrolments.get(user.ref.tenantId, id);
  const isTheirs = row?.sessionId === sessionId && sameUser(row.user, user.ref);
  return isTheirs && row.methodId === STEP_UP ? row : null;
}

function openedOf(desk: RegistrationDesk, row: EnrolmentRow): OpenStepUp | null {
  const asked = askedSchema.parse(openKept(desk.vault, row, 'step-up'));
  const method = desk.methods.get(asked.methodId);
  if (!method) return null;
  return {
    id: row.id,
    methodId: method.id,
    isSent: method.kind === 'sent-code',
    ask: method.kind === 'sent-code' ? 'code' : method.ask,
    prompt: asked.prompt,
    destination: asked.destination,
    attemptsLeft: Math.max(0, row.maxAttempts - row.attempts),
    expiresAt: row.expiresAt,
  };
}

async function prove(
  desk: RegistrationDesk,
  visitor: Visitor,
  signedIn: SignedInUser,
  id: string,
  answer: string,
): Promise<StepUpResult> {
  const { user } = signedIn;
  const { tenantId } = user.ref;
  if ((await ownRow(desk, signedIn, id)) === null) return { accepted: false, over: true };
  const standing = await standingOf(desk, signedIn);
  const { blockedUntil } = standing.eligibility;
  if (blockedUntil !== null) throw tooManyRequests(blockedUntil, desk.clock.now());
  const row = await desk.storage.enrolments.countAttempt(tenantId, id, desk.clock.now());
  if (row === null) return { accepted: false, over: true };
  const asked = askedSchema.parse(openKept(desk.vault, row, 'step-up'));
  const method = vouchers(standing).find((one) => one.id === asked.methodId);
  const verdict = method ? await verify(desk, standing, method, row, asked, answer) : wrong;
  const token = verdict.right
    ? await accept(desk, visitor, signedIn, row, asked.methodId, verdict)
    : null;
  if (token !== null) return { accepted: true, token };
  await countRefusal(desk, visitor, signedIn, standing, asked.methodId);
  return { accepted: false, over: row.attempts >= row.maxAttempts };
}

async function verify(
  desk: RegistrationDesk,
  standing: Standing,
  method: Method,
  row: EnrolmentRow,
  asked: Asked,
  answer: string,
): Promise<Verdict> {
  return method.kind === 'held'
    ? verifyHeld(desk, standing, method, asked, answer)
    : verifySent(desk, standing, method, row, asked, answer);
}

async function verifyHeld(
  desk: RegistrationDesk,
  { eligibility, policy }: Standing,
  method: HeldMethod,
  { prompt }: Asked,
  answer: string,
): Promise<Verdict> {
  const { person } = eligibility;
  const settings = method.settings.parse(policy.methods[method.id]);
  const tools = await desk.tools(person.user.ref.tenantId);
  return method.verify({ answer, prompt, person, settings }, tools);
}

function verifySent(
  desk: RegistrationDesk,
  { policy }: Standing,
  method: SentCodeMethod,
  row: EnrolmentRow,
  { codeMac }: Asked,
  answer: string,
): Verdict {
  const code = method.normaliseAnswer(answer, method.settings.parse(policy.methods[method.id]));
  const given = codeMacOf(desk.vault, row.id, code ?? '');
  const right = codeMac !== null && desk.vault.sameMac(given, codeMac) && code !== null;
  return right ? { right: true, fills: method.fills, used: null } : wrong;
}

/** Somebody else used the same step, code or counter in the same instant: nothing of this proof is written. */
class AlreadyUsedError extends Error {}

/** The token under which the session goes on; null when somebody was faster. */
async function accept(
  desk: RegistrationDesk,
  visitor: Visitor,
  { user, sessionId }: SignedInUser,
  row: EnrolmentRow,
  methodId: string,
  { used }: Extract<Verdict, { right: true }>,
): Promise<string | null> {
  const { tenantId } = user.ref;
  const now = desk.clock.now();
  const token = desk.random.token();
  const tokenMac = desk.vault.mac('session-token', token);
  try {
    return await desk.storage.transaction(async (stores) => {
      if (!(await stores.enrolments.consume(tenantId, row.id, now))) throw new AlreadyUsedError();
      if (used && !(await keepUsed(stores, desk.vault, user.ref, used, now))) {
        throw new AlreadyUsedError();
      }
      if (!(await stores.signInSessions.vouched(tenantId, sessionId, tokenMac, now))) {
        throw new PosternError('not-signed-in');
      }
      await stores.audit.append(
        tenantId,
        entry('sign-in.stepped-up', {
          at: now,
          actor: userActor(user),
          subject: subjectOf(user),
          correlationId: sessionId,
          visitor,
          fields: { method: methodId },
        }),
      );
      return token;
    });
  } catch (error) {
    if (error instanceof AlreadyUsedError) return null;
    throw error;
  }
}

/** Counts towards the same caps as a wrong answer of a reset: who knows the password gets no more guesses than others. */
async function countRefusal(
  desk: RegistrationDesk,
  visitor: Visitor,
  { user, sessionId }: SignedInUser,
  { policy }: Standing,
  methodId: string,
): Promise<void> {
  const { tenantId } = user.ref;
  const account = userKey(user.ref);
  desk.meter.count('proofs_refused', { method: methodId });
  await desk.storage.transaction(async (stores) => {
    const count = (limit: 'failed-proofs-per-account' | 'failed-proofs-per-method', key: string) =>
      desk.limiter.count(stores, tenantId, policy, { limit, key });
    await count('failed-proofs-per-account', account);
    await count('failed-proofs-per-method', methodKey(account, methodId));
    await stores.audit.append(
      tenantId,
      entry('sign-in.step-up-refused', {
        at: desk.clock.now(),
        outcome: 'failure',
        actor: userActor(user),
        subject: subjectOf(user),
        correlationId: sessionId,
        visitor,
        fields: { method: methodId },
      }),
    );
  });
}
