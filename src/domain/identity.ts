import { z } from 'zod';

/** Names one person for ever: the anchor is the directory's own immutable id, never the typed name. */
export const userRefSchema = z.strictObject({
  tenantId: z.string().min(1).max(64),
  directoryId: z.string().min(1).max(64),
  anchor: z.string().min(1).max(128),
});
export type UserRef = z.infer<typeof userRefSchema>;

/** Names one group of one directory; the tenant is known from where the reference is kept. */
export const groupRefSchema = z.strictObject({
  directoryId: z.string().min(1).max(64),
  anchor: z.string().min(1).max(128),
});
export type GroupRef = z.infer<typeof groupRefSchema>;

export function sameUser(a: UserRef, b: UserRef): boolean {
  return a.tenantId === b.tenantId && a.directoryId === b.directoryId && a.anchor === b.anchor;
}

export function sameGroup(a: GroupRef, b: GroupRef): boolean {
  return a.directoryId === b.directoryId && a.anchor === b.anchor;
}

/** One string per user, for keys of counters and maps. */
export function userKey(user: UserRef): string {
  return `${user.tenantId}/${user.directoryId}/${user.anchor}`;
}
