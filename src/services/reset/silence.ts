import { PosternError } from '../../domain/errors.ts';
import type { Directory } from '../../ports/directory.ts';
import type { ResetSessionRow } from '../../ports/storage/reset-sessions.ts';
import { connectionOf, isAnswering } from '../directory/find-person.ts';
import type { ResetDesk } from './desk.ts';
import { identifierBinding } from './identifier-binding.ts';

type Desk = Pick<ResetDesk, 'directories'>;

/**
 * Throws `unavailable` while no connected directory that may hold whom this names can be asked, so that nobody begins
 * what cannot be ended or spends a code on it (F30). The same for every identifier of a realm, known or not: the
 * people that Postern keeps itself are not told from the others by getting further.
 *
 * @returns whether some of them are silent.
 */
export async function requireAnswering(
  { directories }: Desk,
  tenantId: string,
  canonicalIdentifier: string,
): Promise<boolean> {
  return someSilent(await directories.for(tenantId, canonicalIdentifier));
}

/** The same in the middle of a reset: once somebody proved who they are, their own directory counts and no other. */
export async function requireAnsweringFor(
  desk: Desk & Pick<ResetDesk, 'vault'>,
  { id, tenantId, identifierSealed, session }: ResetSessionRow,
): Promise<boolean> {
  if (session.passed.length > 0 && session.subject !== null) {
    return someSilent([await desk.directories.get(tenantId, session.subject.directoryId)]);
  }
  const identifier = desk.vault.open(identifierSealed, identifierBinding(tenantId, id));
  return requireAnswering(desk, tenantId, identifier);
}

async function someSilent(asked: readonly Directory[]): Promise<boolean> {
  const connected = asked.filter((directory) => connectionOf(directory) !== null);
  const answering = await Promise.all(connected.map((directory) => isAnswering(directory)));
  if (answering.length > 0 && !answering.includes(true)) throw new PosternError('unavailable');
  return answering.includes(false);
}
