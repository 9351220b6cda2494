import { PosternError } from '../../domain/errors.ts';
import type { Directories, Directory, Page, PageRequest } from '../../ports/directory.ts';
import { answerOf } from '../directory/find-person.ts';

/** One page of one directory, or of all of them in the order they are asked. */
export interface ListRequest extends PageRequest {
  readonly directoryId: string | null;
}

/**
 * Goes on in the next directory when one has no more; the cursor says which directory it belongs to.
 * Throws `bad-request` for a cursor this did not make and `not-found` for an unknown directory.
 */
export async function pageAcross<T>(
  directories: Directories,
  tenantId: string,
  request: ListRequest,
  search: (directory: Directory, page: PageRequest) => Promise<Page<T>>,
): Promise<Page<T>> {
  const asked =
    request.directoryId === null
      ? await directories.all(tenantId)
      : [await directories.get(tenantId, request.directoryId)];
  let { at, inner } = readCursor(asked, request.cursor);
  const items: T[] = [];
  for (let directory = asked[at]; directory; directory = asked[at]) {
    const limit = request.limit - items.length;
    const page = await search(directory, { query: request.query, limit, cursor: inner });
    items.push(...page.items);
    inner = page.next;
    if (inner === null) at += 1;
    if (items.length >= request.limit) break;
  }
  const next = asked[at];
  return { items, next: next ? `${next.id}:${inner ?? ''}` : null };
}

/** A page, and the names of the directories that did not answer: what they hold is missing from it. */
export interface PartialPage<T> extends Page<T> {
  readonly silent: readonly string[];
}

/**
 * The same for somebody who looks around: one silent directory of many does not keep the others from view. Throws
 * `unavailable` when it is the one that was asked for.
 */
export async function pageOfAnswering<T>(
  directories: Directories,
  tenantId: string,
  request: ListRequest,
  search: (directory: Directory, page: PageRequest) => Promise<Page<T>>,
): Promise<PartialPage<T>> {
  const silent: string[] = [];
  const page = await pageAcross(directories, tenantId, request, async (directory, asked) => {
    if (request.directoryId !== null) return search(directory, asked);
    const answer = await answerOf(() => search(directory, asked));
    if (!answer.silent) return answer.value;
    silent.push(directory.name);
    return { items: [], next: null };
  });
  return { ...page, silent };
}

function readCursor(
  asked: readonly Directory[],
  cursor: string | null,
): { at: number; inner: string | null } {
  if (cursor === null) return { at: 0, inner: null };
  const colon = cursor.indexOf(':');
  const at = asked.findIndex(({ id }) => id === cursor.slice(0, colon));
  if (colon < 0 || at < 0) {
    throw new PosternError('bad-request', { faults: [{ path: 'cursor', code: 'invalid' }] });
  }
  return { at, inner: cursor.slice(colon + 1) || null };
}
