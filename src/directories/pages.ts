import { PosternError } from '../domain/errors.ts';
import type { Page } from '../ports/directory.ts';

type CursorKind = 'users' | 'groups' | 'members';

/** Where a page ended, as text that only says something to the list it came from. */
function cursorAfter(kind: CursorKind, key: string): string {
  return Buffer.from(`${kind}\n${key}`, 'utf8').toString('base64url');
}

/** The key after which to go on; null for the first page. Throws `bad-request` for a cursor we never gave. */
function keyOfCursor(kind: CursorKind, cursor: string | null): string | null {
  if (cursor === null) return null;
  const key = Buffer.from(cursor, 'base64url')
    .toString('utf8')
    .slice(kind.length + 1);
  // Made again from what was read: another list's, an altered or a longer one all differ.
  if (cursorAfter(kind, key) !== cursor) {
    throw new PosternError('bad-request', { faults: [{ path: 'cursor', code: 'invalid' }] });
  }
  return key;
}

/**
 * Reads one row more than asked for, to know whether there is another page.
 * @param keyOf what the rows are ordered by, unique among them.
 */
export async function pageOf<Row, Item>(
  kind: CursorKind,
  request: { readonly limit: number; readonly cursor: string | null },
  read: (limit: number, after: string | null) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string,
  itemOf: (row: Row) => Item,
): Promise<Page<Item>> {
  const rows = await read(request.limit + 1, keyOfCursor(kind, request.cursor));
  const shown = rows.slice(0, request.limit);
  const last = shown.at(-1);
  const more = rows.length > request.limit && last !== undefined;
  return { items: shown.map(itemOf), next: more ? cursorAfter(kind, keyOf(last)) : null };
}
