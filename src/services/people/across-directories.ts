import { PosternError } from '../../domain/errors.ts';
import type { Directories, Directory, Page, PageRequest } from '../../ports/directory.ts';

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
