import { PosternError } from '../../domain/errors.ts';
import type { Directories, Directory, DirectoryUser } from '../../ports/directory.ts';
import type { ConnectedDirectory } from '../../ports/directory-kind.ts';

/** What a look at every directory that may hold somebody brought up. */
export interface LookUp {
  /** Exactly one person over all of them; null for nobody, and for two alike: those are strangers to us (F39). */
  readonly user: DirectoryUser | null;
  /** Several have that name. */
  readonly alike: boolean;
  /** The one that holds them, or the first that was asked. */
  readonly directory: Directory | null;
  /** Some of them did not answer: that nobody was found is no fact then. */
  readonly someSilent: boolean;
}

/** Every directory is asked, whoever answers, so that how long it takes tells nothing. */
export async function lookUp(
  directories: Directories,
  tenantId: string,
  canonicalIdentifier: string,
): Promise<LookUp> {
  const asked = await directories.for(tenantId, canonicalIdentifier);
  const answers = await Promise.all(
    asked.map((directory) => answerOf(() => directory.find(canonicalIdentifier))),
  );
  const held = answers.flatMap((answer, index) => {
    const directory = asked[index];
    return answer.silent || answer.value === null || !directory
      ? []
      : [{ user: answer.value, directory }];
  });
  const [one, another] = held;
  const first = asked[0] ?? null;
  return {
    user: one && !another ? one.user : null,
    directory: one && !another ? one.directory : first,
    alike: another !== undefined,
    someSilent: answers.some(({ silent }) => silent),
  };
}

/** Throws `unavailable` when nobody was found and not every directory could be asked. */
export async function findPerson(
  directories: Directories,
  tenantId: string,
  canonicalIdentifier: string,
): Promise<DirectoryUser | null> {
  const { user, alike, someSilent } = await lookUp(directories, tenantId, canonicalIdentifier);
  if (user === null && !alike && someSilent) throw new PosternError('unavailable');
  return user;
}

/** What a directory answered within its bounds, or that it did not. */
export async function answerOf<T>(
  ask: () => Promise<T>,
): Promise<{ readonly silent: false; readonly value: T } | { readonly silent: true }> {
  try {
    return { silent: false, value: await ask() };
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    return { silent: true };
  }
}

export function isUnavailable(error: unknown): boolean {
  return error instanceof PosternError && error.code === 'unavailable';
}

/** The connection of a directory on other machines; null for the one that Postern keeps itself. */
export function connectionOf(directory: Directory): ConnectedDirectory | null {
  return 'health' in directory && 'check' in directory ? (directory as ConnectedDirectory) : null;
}

/**
 * Whether a directory can be asked, as far as is known. One that worked last is taken at its word, so that this costs
 * a round trip only while something is wrong, and then finds out when it no longer is.
 */
export async function isAnswering(directory: Directory): Promise<boolean> {
  const state = connectionOf(directory)?.health().state ?? 'connected';
  if (state === 'connected' || state === 'on-substitute' || state === 'untried') return true;
  return !(await answerOf(() => directory.ping())).silent;
}
