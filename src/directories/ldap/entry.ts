import type { Entry } from 'ldapts';

/** One entry; names of attributes in any case. */
export interface LdapEntry {
  readonly dn: string;
  /** The first value as text; null when there is none, or it is no text. */
  text(attribute: string): string | null;
  texts(attribute: string): readonly string[];
  bytes(attribute: string): readonly Buffer[];
}

export function readEntry(entry: Entry): LdapEntry {
  const values = new Map<string, readonly (string | Buffer)[]>();
  for (const [name, value] of Object.entries(entry)) {
    if (name !== 'dn') values.set(name.toLowerCase(), Array.isArray(value) ? value : [value]);
  }
  const of = (attribute: string) => values.get(attribute.toLowerCase()) ?? [];
  const texts = (attribute: string) => of(attribute).filter((value) => typeof value === 'string');
  return {
    dn: entry.dn,
    text: (attribute) => texts(attribute)[0] ?? null,
    texts,
    bytes: (attribute) =>
      of(attribute).map((value) => (typeof value === 'string' ? Buffer.from(value) : value)),
  };
}
