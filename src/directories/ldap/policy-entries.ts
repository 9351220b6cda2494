import type { Clock } from '../../ports/clock.ts';
import type { LdapEntry } from './entry.ts';
import type { LdapService } from './service.ts';

/** Policies are read with every person, and hardly ever change. */
const freshMs = 30_000;
const mostKept = 256;

/** Entries in which a server keeps its password rules; null for one that is not there or may not be read. */
export function createPolicyEntries(
  service: LdapService,
  clock: Clock,
  attributes: readonly string[],
): (dn: string) => Promise<LdapEntry | null> {
  const kept = new Map<
    string,
    { readonly entry: Promise<LdapEntry | null>; readonly at: number }
  >();
  return (dn) => {
    const found = kept.get(dn);
    const now = clock.now();
    if (found !== undefined && now - found.at < freshMs && now >= found.at) return found.entry;
    const entry = service.read(dn, attributes);
    if (kept.size >= mostKept) kept.clear();
    kept.set(dn, { entry, at: now });
    // What could not be read now may be read the next time.
    entry.catch(() => kept.delete(dn));
    return entry;
  };
}

/** A whole number of at least 0; null for anything else. */
export function countIn(entry: LdapEntry, attribute: string): number | null {
  const text = entry.text(attribute);
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** The same, where 0 means that there is no such rule. */
export function ruleIn(entry: LdapEntry, attribute: string): number | null {
  return countIn(entry, attribute) || null;
}
