import { z } from 'zod';
import { roles } from '../../domain/access/permissions.ts';
import type { Stores } from '../../ports/storage/index.ts';

export const DIRECTORIES_SECTION = 'directories';

/** One connected directory as it is kept. */
const storedDirectorySchema = z.strictObject({
  /** `dir_…` */
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  enabled: z.boolean(),
  /** What is no secret of the kind's settings. */
  settings: z.record(z.string(), z.unknown()),
  /** The rest, each sealed and bound to its place. */
  secrets: z.record(z.string(), z.string()),
  /** Whoever is in the group, directly or through groups, holds the role. */
  groupRoles: z.array(
    z.strictObject({
      /** Anchor of a group of this directory. */
      group: z.string(),
      role: z.enum(roles as [(typeof roles)[number], ...(typeof roles)[number][]]),
    }),
  ),
});
export type StoredDirectory = z.infer<typeof storedDirectorySchema>;
export type GroupRole = StoredDirectory['groupRoles'][number];

const documentSchema = z.strictObject({
  /** In the order in which they are asked. */
  directories: z.array(storedDirectorySchema),
  /** How many of them are asked before the one that Postern keeps itself. */
  beforeBuiltin: z.int().min(0),
});
export type DirectoriesDocument = z.infer<typeof documentSchema>;

export interface DirectoriesInForce extends DirectoriesDocument {
  /** 0 until somebody saved them. */
  readonly version: number;
}

const nothing: DirectoriesInForce = { directories: [], beforeBuiltin: 0, version: 0 };
/** Parsed once for each text: storage hands out the same object until another version is saved. */
const parsed = new WeakMap<object, DirectoriesDocument>();

/** Read from storage every time, so that a change takes effect at once in every process. */
export async function readDirectories(
  stores: Pick<Stores, 'settings'>,
  tenantId: string,
): Promise<DirectoriesInForce> {
  const stored = await stores.settings.current(tenantId, DIRECTORIES_SECTION);
  if (stored === null) return nothing;
  const { document, version } = stored;
  if (typeof document !== 'object' || document === null) throw new Error('no directories document');
  const known = parsed.get(document) ?? documentSchema.parse(document);
  parsed.set(document, known);
  return { ...known, version };
}

/** Domains whose people are here, as they are typed behind `@` or before `\`; empty: asked for everybody. */
export function realmsOf({ settings }: Pick<StoredDirectory, 'settings'>): readonly string[] {
  const realms = z.array(z.string()).safeParse(settings['realms']);
  return realms.success ? realms.data : [];
}
