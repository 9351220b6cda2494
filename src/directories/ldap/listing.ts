import { canonicalForm } from '../../domain/identifier.ts';
import type { LdapSearch } from './connection.ts';
import type { LdapEntry } from './entry.ts';
import { allOf, anyOf, equals, type Filter } from './filters.ts';
import type { LdapService } from './service.ts';

/** What a list is read from and put in order by. */
export interface ListPlace {
  readonly base: string;
  readonly anchorAttribute: string;
  readonly nameAttribute: string;
  /** Where the anchor is no text in the directory: how it is read and asked for. */
  readonly binaryAnchor?: {
    readonly of: (entry: LdapEntry) => string | null;
    readonly filterOf: (anchor: string) => Filter;
  };
}

/** One line of a list: what it is ordered by, unique in it. */
interface Line {
  readonly key: string;
  readonly anchor: string;
}

/**
 * Lists in the order of names, page by page, from servers that neither sort nor keep a place for longer than a
 * connection lives (RFC 2696 §3). Every page asks for the names again, and in full only for what is on it.
 */
export interface Listing {
  keyOf(name: string, anchor: string): string;
  /**
   * At most so many lines behind that key.
   * @param keeps by the name in canonical form, for what a server matches more loosely than is meant.
   */
  after(
    filter: Filter,
    key: string | null,
    limit: number,
    keeps?: (name: string) => boolean,
  ): Promise<readonly Line[]>;
  /** In the order of the lines; without those that are gone by now. */
  read(
    filter: Filter,
    lines: readonly Line[],
    attributes: readonly string[],
    more?: Pick<LdapSearch, 'binary' | 'controls'>,
  ): Promise<readonly LdapEntry[]>;
}

/** Of what a query matches, more than this is not looked at: a longer query finds the rest. */
const mostLines = 20_000;
const linesPerPage = 500;

class EnoughLines extends Error {}

export function createListing(service: LdapService, place: ListPlace): Listing {
  const { base, anchorAttribute, nameAttribute } = place;
  const keyOf = (name: string, anchor: string) => `${canonicalForm(name)}\n${anchor}`;
  const anchorOf = place.binaryAnchor?.of ?? ((entry: LdapEntry) => entry.text(anchorAttribute));
  const filterOf =
    place.binaryAnchor?.filterOf ?? ((anchor: string) => equals(anchorAttribute, anchor));
  const binary = place.binaryAnchor === undefined ? [] : [anchorAttribute];
  return {
    keyOf,
    async after(filter, key, limit, keeps = () => true) {
      const lines: Line[] = [];
      const take = (entries: readonly LdapEntry[]) => {
        for (const entry of entries) {
          const anchor = anchorOf(entry);
          if (anchor === null) continue;
          lines.push({ key: keyOf(entry.text(nameAttribute) ?? entry.dn, anchor), anchor });
        }
        if (lines.length >= mostLines) throw new EnoughLines();
      };
      const attributes = [anchorAttribute, nameAttribute];
      try {
        await service.searchPaged(
          { base, scope: 'sub', filter, attributes, binary },
          linesPerPage,
          take,
        );
      } catch (error) {
        if (!(error instanceof EnoughLines)) throw error;
      }
      return lines
        .filter((line) => key === null || line.key > key)
        .filter((line) => keeps(line.key.slice(0, line.key.lastIndexOf('\n'))))
        .toSorted((a, b) => (a.key < b.key ? -1 : 1))
        .slice(0, limit);
    },
    async read(filter, lines, attributes, more = {}) {
      if (lines.length === 0) return [];
      const anchors = lines.map(({ anchor }) => filterOf(anchor));
      const found = await service.search({
        base,
        scope: 'sub',
        filter: allOf([filter, anyOf(anchors)]),
        attributes: [anchorAttribute, ...attributes],
        ...more,
      });
      const byAnchor = new Map(found.map((entry) => [anchorOf(entry), entry]));
      return lines.flatMap(({ anchor }) => byAnchor.get(anchor) ?? []);
    },
  };
}
