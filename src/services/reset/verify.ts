import type { Policy } from '../../domain/policy/policy.ts';
import type { DirectoryUser } from '../../ports/directory.ts';
import type {
  HeldMethod,
  Method,
  MethodTools,
  Person,
  SentCodeMethod,
  Verdict,
} from '../../ports/method.ts';
import type { ChallengeRow } from '../../ports/storage/challenges.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import { codeMacOf } from './code-mac.ts';
import type { ResetDesk } from './desk.ts';
import { openPrompt } from './progress.ts';

const wrong: Verdict = { right: false };

/**
 * Judges one answer: the same work for an armed challenge as for one that never will be, and for a method switched
 * off meanwhile. What it says is worth nothing until the challenge is consumed.
 */
export async function verify(
  desk: ResetDesk,
  { row, challenge }: { readonly row: ResetSessionRow; readonly challenge: ChallengeRow },
  person: Person | null,
  method: Method | undefined,
  policy: Policy,
  answer: string,
): Promise<Verdict> {
  if (method?.kind === 'held') {
    const tools = await desk.tools(row.tenantId);
    return verifyHeld(desk, tools, challenge, method, policy, answer, person);
  }
  return verifySent(desk, challenge, method, policy, answer);
}

function verifySent(
  desk: ResetDesk,
  challenge: ChallengeRow,
  method: SentCodeMethod | undefined,
  policy: Policy,
  answer: string,
): Verdict {
  const settings = method?.settings.safeParse(policy.methods[challenge.methodId]);
  const code = method && settings?.success ? method.normaliseAnswer(answer, settings.data) : null;
  const given = codeMacOf(desk.vault, challenge.id, code ?? '');
  const expected = challenge.codeMac ?? codeMacOf(desk.vault, challenge.id, desk.random.token());
  const right = desk.vault.sameMac(given, expected) && code !== null && challenge.armedAt !== null;
  return right && method ? { right: true, fills: method.fills, used: null } : wrong;
}

async function verifyHeld(
  { vault }: ResetDesk,
  tools: MethodTools,
  challenge: ChallengeRow,
  method: HeldMethod,
  policy: Policy,
  answer: string,
  person: Person | null,
): Promise<Verdict> {
  const verdict = await method.verify(
    {
      answer,
      prompt: openPrompt(vault, challenge),
      person,
      settings: method.settings.parse(policy.methods[challenge.methodId]),
    },
    tools,
  );
  return challenge.armedAt === null ? wrong : verdict;
}

/** The subject with what they may use now. For nobody the same is read, of nobody. */
export async function personOf(desk: ResetDesk, row: ResetSessionRow): Promise<Person | null> {
  const { subject } = row.session;
  const now = desk.clock.now();
  if (subject === null) {
    const nobody = { tenantId: row.tenantId, directoryId: 'dir_none', anchor: 'nobody' };
    await (await desk.directories.all(row.tenantId))[0]?.read(nobody.anchor);
    await desk.registrations.usable(desk.storage, nobody, now);
    return null;
  }
  const user = await readSubject(desk, row);
  const registrations = await desk.registrations.usable(desk.storage, subject, now);
  return user === null ? null : { user, registrations };
}

async function readSubject(desk: ResetDesk, row: ResetSessionRow): Promise<DirectoryUser | null> {
  const { subject } = row.session;
  if (subject === null) return null;
  const directory = await desk.directories.get(subject.tenantId, subject.directoryId);
  return directory.read(subject.anchor);
}
