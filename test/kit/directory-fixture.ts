import { PosternError } from '../../src/domain/errors.ts';
import type { Directory, Page } from '../../src/ports/directory.ts';

/** Somebody a test puts into a directory; what is absent is not stored. */
export interface Person {
  readonly username: string;
  readonly displayName?: string;
  readonly givenName?: string;
  readonly surname?: string;
  readonly mail?: string;
  readonly alternateMail?: string;
  readonly password?: string;
  readonly disabled?: boolean;
}

/** A running directory and the means, whatever they are, to change what is in it. Anchors are its own. */
export interface DirectoryFixture {
  readonly directory: Directory;
  /** The server turns the disabled away before it looks at their password: nothing tells that it was right. */
  readonly hidesDisabled?: boolean;
  addUser(person: Person): Promise<string>;
  addGroup(name: string): Promise<string>;
  addMember(
    group: string,
    member: { readonly kind: 'user' | 'group'; readonly anchor: string },
  ): Promise<void>;
  disable(user: string): Promise<void>;
  remove(user: string): Promise<void>;
  close(): Promise<void>;
}

export async function failureOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof PosternError) return error.code;
    throw error;
  }
  return 'no failure';
}

/** Every item of every page, in order. */
export async function allPages<T>(read: (cursor: string | null) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await read(cursor);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return items;
}
