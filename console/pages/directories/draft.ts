import type { DirectoryDetailView } from '../../../src/contract/directories.ts';
import type { Role } from '../../../src/contract/shapes.ts';
import { same } from '../../policy/draft.ts';
import type { DirectoryBody } from './acts.ts';

export type Settings = Readonly<Record<string, unknown>>;

export interface DraftGroupRole {
  readonly group: string;
  readonly role: Role;
  /** Null for a group that is gone. */
  readonly name: string | null;
}

/** One connected directory while it is edited. */
export interface DirectoryDraft {
  readonly name: string;
  readonly enabled: boolean;
  readonly settings: Settings;
  readonly groupRoles: readonly DraftGroupRole[];
}

export function draftOf(detail: DirectoryDetailView): DirectoryDraft {
  const { name, enabled, settings, groupRoles } = detail;
  return { name, enabled, settings, groupRoles };
}

/** Settings as they are sent: a secret that was not typed anew is left out, and stays what it is. */
export function settingsToSend(settings: Settings, secretsKept: readonly string[]): Settings {
  return Object.fromEntries(
    Object.entries(settings).filter(
      ([name, value]) => !(secretsKept.includes(name) && (value === '' || value === null)),
    ),
  );
}

export function bodyOfDraft(
  draft: DirectoryDraft,
  base: Pick<DirectoryDetailView, 'version' | 'secretsKept'>,
): DirectoryBody {
  return {
    version: base.version,
    name: draft.name,
    enabled: draft.enabled,
    settings: settingsToSend(draft.settings, base.secretsKept),
    groupRoles: draft.groupRoles.map(({ group, role }) => ({ group, role })),
  };
}

/** How many things differ: the name, whether it is on, each setting, and the roles. */
export function changesIn(before: DirectoryDraft, after: DirectoryDraft): number {
  const names = new Set([...Object.keys(before.settings), ...Object.keys(after.settings)]);
  const settings = [...names].filter(
    (name) => !same(before.settings[name] ?? '', after.settings[name] ?? ''),
  ).length;
  return (
    settings +
    Number(before.name !== after.name) +
    Number(before.enabled !== after.enabled) +
    Number(!same(before.groupRoles, after.groupRoles))
  );
}

/** Secrets that are kept, and must be typed again: with another place they would go to somebody else. */
export function secretsToRetype(
  before: Settings,
  after: Settings,
  placeFields: readonly string[],
  secretsKept: readonly string[],
): readonly string[] {
  const moved = placeFields.some((name) => !same(before[name] ?? null, after[name] ?? null));
  if (!moved) return [];
  return secretsKept.filter((name) => (after[name] ?? '') === '');
}
