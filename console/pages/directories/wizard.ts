import { fieldsOf, initialOf } from '../../forms/fields.ts';
import { same } from '../../policy/draft.ts';
import type { Settings } from './draft.ts';
import type { DirectoryKind } from './SettingsFields.tsx';
import type { Tried } from './trial.ts';

export const wizardSteps = ['kind', 'server', 'settings', 'checks', 'preview', 'save'] as const;
export type WizardStep = (typeof wizardSteps)[number];

/** What was found at an address. */
export interface Found {
  readonly address: string;
  readonly settings: Settings;
  readonly seen: readonly string[];
}

/** A directory on its way into Postern. What was typed for one kind stays when another is looked at. */
export interface WizardDraft {
  readonly kind: string | null;
  readonly name: string;
  readonly enabled: boolean;
  readonly ofKind: Readonly<Record<string, KindDraft>>;
}

export interface KindDraft {
  readonly address: string;
  readonly found: Found | null;
  readonly settings: Settings;
  /** What came of trying, and with which settings. */
  readonly tried: Tried | null;
}

export const emptyWizard: WizardDraft = { kind: null, name: '', enabled: true, ofKind: {} };

/** What a form of this kind starts with. */
export function freshDraft(kind: DirectoryKind): KindDraft {
  const settings = { ...initialOf(fieldsOf(kind.settingsSchema)), ...kind.defaults };
  return { address: '', found: null, settings, tried: null };
}

export function kindDraft(draft: WizardDraft, kind: DirectoryKind): KindDraft {
  return draft.ofKind[kind.id] ?? freshDraft(kind);
}

export function withKindDraft(
  draft: WizardDraft,
  kind: DirectoryKind,
  change: Partial<KindDraft>,
): WizardDraft {
  const next = { ...kindDraft(draft, kind), ...change };
  return { ...draft, ofKind: { ...draft.ofKind, [kind.id]: next } };
}

/** Fills in what was found; what was typed by hand and is not found stays. A directory without a name takes the address. */
export function withFound(draft: WizardDraft, kind: DirectoryKind, found: Found): WizardDraft {
  const settings = { ...kindDraft(draft, kind).settings, ...found.settings };
  const named = withKindDraft(draft, kind, { found, settings, address: found.address });
  return draft.name === '' ? { ...named, name: hostOf(found.address) } : named;
}

/** Goes on without what a look would have found: the address alone, where it is one of a server. */
export function withAddress(draft: WizardDraft, kind: DirectoryKind): WizardDraft {
  const own = kindDraft(draft, kind);
  const address = own.address.trim();
  const servers = own.settings['servers'];
  const empty = !Array.isArray(servers) || servers.length === 0;
  if (!empty || address === '') return withKindDraft(draft, kind, {});
  const server = /^ldaps?:\/\//.test(address) ? address : `ldaps://${address}`;
  const named = withKindDraft(draft, kind, { settings: { ...own.settings, servers: [server] } });
  return draft.name === '' ? { ...named, name: hostOf(address) } : named;
}

/** What came of trying, as long as it was with the settings as they are now. */
export function stillTried({ tried, settings }: KindDraft): Tried | null {
  return tried !== null && same(tried.settings, settings) ? tried : null;
}

/** The furthest step that can be shown: each needs what the one before it gave. */
export function reachable(draft: WizardDraft, kind: DirectoryKind | undefined): WizardStep {
  if (kind === undefined) return 'kind';
  const own = draft.ofKind[kind.id];
  if (own === undefined) return 'server';
  return stillTried(own) === null ? 'settings' : 'save';
}

export function earlierOf(one: WizardStep, other: WizardStep): WizardStep {
  return wizardSteps.indexOf(one) < wizardSteps.indexOf(other) ? one : other;
}

export function stepBeside(step: WizardStep, by: -1 | 1): WizardStep {
  return wizardSteps[wizardSteps.indexOf(step) + by] ?? step;
}

/** Whether a directory with these checks may be switched on. */
export function mayBeOn({ checks }: Tried): boolean {
  return checks.every(({ status }) => status !== 'failed');
}

/** `ldap.example.com` of `ldaps://ldap.example.com:636`. */
function hostOf(address: string): string {
  return /^\w+:\/\/(\[[^\]]+\]|[^:/]+)/.exec(address)?.[1] ?? address;
}
