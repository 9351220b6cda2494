import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PosternError } from '../../domain/errors.ts';
import type { Directories, Directory, Page, PageRequest } from '../../ports/directory.ts';
import { pageAcross } from './across-directories.ts';

/** Directories that hold numbers, and page them by position. */
function numbered(sizes: readonly number[]): Directories {
  const list = sizes.map((_, n) => ({ id: `dir_${n}`, tenantId: 't' }) as Directory);
  return {
    all: async () => list,
    for: async () => list,
    async get(_tenantId, id) {
      const found = list.find((one) => one.id === id);
      if (!found) throw new PosternError('not-found');
      return found;
    },
  };
}

const pageIn =
  (sizes: readonly number[]) =>
  ({ id }: Directory, { limit, cursor }: PageRequest): Promise<Page<string>> => {
    const size = sizes[Number(id.slice(4))] ?? 0;
    const from = Number(cursor ?? 0);
    const end = Math.min(from + limit, size);
    const items = Array.from({ length: end - from }, (_, n) => `${id}/${from + n}`);
    return Promise.resolve({ items, next: end < size ? String(end) : null });
  };

async function walk(sizes: readonly number[], limit: number, directoryId: string | null) {
  const directories = numbered(sizes);
  const pages: string[][] = [];
  let cursor: string | null = null;
  do {
    const request: PageRequest & { directoryId: string | null } = {
      query: '',
      limit,
      cursor,
      directoryId,
    };
    const page: Page<string> = await pageAcross(directories, 't', request, pageIn(sizes));
    pages.push([...page.items]);
    cursor = page.next;
  } while (cursor !== null);
  return pages;
}

test('shows everything of every directory once, in order, in full pages', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(7), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 5 }),
      async (sizes, limit) => {
        const pages = await walk(sizes, limit, null);
        const all = sizes.flatMap((size, n) =>
          Array.from({ length: size }, (_, at) => `dir_${n}/${at}`),
        );
        expect(pages.flat()).toEqual(all);
        for (const page of pages.slice(0, -1)) expect(page.length).toBeLessThanOrEqual(limit);
        expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true);
      },
    ),
  );
});

test('keeps to one directory when it is named', async () => {
  expect((await walk([3, 4], 2, 'dir_1')).flat()).toEqual([
    'dir_1/0',
    'dir_1/1',
    'dir_1/2',
    'dir_1/3',
  ]);
  await expect(walk([3], 2, 'dir_9')).rejects.toMatchObject({ code: 'not-found' });
});

test.each(['', 'x', 'dir_9:', ':2'])(
  'refuses a cursor that it did not make: %j',
  async (cursor) => {
    const request = { query: '', limit: 2, cursor, directoryId: null };
    await expect(pageAcross(numbered([3]), 't', request, pageIn([3]))).rejects.toMatchObject({
      code: 'bad-request',
      faults: [{ path: 'cursor', code: 'invalid' }],
    });
  },
);

test('refuses a cursor of another directory than the one that is named', async () => {
  const request = { query: '', limit: 2, cursor: 'dir_0:2', directoryId: 'dir_1' };
  await expect(pageAcross(numbered([3, 3]), 't', request, pageIn([3, 3]))).rejects.toMatchObject({
    code: 'bad-request',
  });
});
