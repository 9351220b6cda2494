import { PosternError } from '../../domain/errors.ts';
import { canonicalForm } from '../../domain/identifier.ts';
import type { GroupRef } from '../../domain/identity.ts';
import type { DirectoryGroup, Page, PageRequest } from '../../ports/directory.ts';
import type { DirectoryPlace } from '../../ports/directory-kind.ts';
import { pageOf } from '../pages.ts';
import type { Dialect } from './dialect.ts';
import { comparableDn, leadingValue } from './dn.ts';
import type { LdapEntry } from './entry.ts';
import {
  allOf,
  anyOf,
  equals,
  type Filter,
  present,
  readFilter,
  wordStartsWith,
} from './filters.ts';
import { createListing } from './listing.ts';
import type { Person } from './people.ts';
import type { LdapService } from './service.ts';
import type { TreeSettings } from './tree-settings.ts';

export interface Groups {
  /** Every group somebody is in, directly or through groups. */
  above(person: Person): Promise<readonly GroupRef[]>;
  read(anchor: string): Promise<DirectoryGroup | null>;
  search(request: PageRequest): Promise<Page<DirectoryGroup>>;
  countMembers(groups: readonly GroupRef[]): Promise<number>;
  /** Anchors of persons in it, directly or through groups; no more than so many. */
  membersOf(group: string, limit: number): Promise<readonly string[]>;
}

/** As a group has them: by where they are, or by username. */
type Member = { readonly dn: string } | { readonly name: string };

export interface GroupsDeps {
  readonly service: LdapService;
  readonly settings: TreeSettings;
  readonly dialect: Pick<Dialect, 'anchorAttribute' | 'isAnchor'>;
  readonly place: DirectoryPlace;
}

/** Deeper, or more, is a fault of the directory: a rule that asks for groups must not go by half of them. */
const deepest = 64;
const mostGroups = 10_000;
const mostMembers = 500_000;
/** Names asked for in one filter. */
const atOnce = 100;
const pageSize = 500;

/**
 * Groups as servers without a rule for transitive membership have them: walked level by level, each in one search. What
 * `memberOf` says is not asked: not every server keeps it, and none for groups that were loaded before it did.
 */
export function createGroups({ service, settings, dialect, place }: GroupsDeps): Groups {
  const base = settings.groupBaseDn ?? settings.baseDn;
  const isGroup = readFilter(settings.groupFilter) ?? equals('objectClass', 'groupOfNames');
  const { anchorAttribute } = dialect;
  const { memberAttributes, memberNameAttribute, groupNameAttribute } = settings;
  const members = [
    ...memberAttributes,
    ...(memberNameAttribute === null ? [] : [memberNameAttribute]),
  ];
  const listing = createListing(service, {
    base,
    anchorAttribute,
    nameAttribute: groupNameAttribute,
  });
  const refOf = (anchor: string): GroupRef => ({ directoryId: place.id, anchor });

  const each = (
    filter: Filter,
    attributes: readonly string[],
    visit: (entry: LdapEntry) => void,
  ): Promise<void> =>
    service.searchPaged(
      { base, scope: 'sub', filter: allOf([isGroup, filter]), attributes },
      pageSize,
      (entries) => entries.forEach(visit),
    );

  const groupOf = (entry: LdapEntry): readonly DirectoryGroup[] => {
    const anchor = entry.text(anchorAttribute);
    if (anchor === null) return [];
    const own = comparableDn(entry.dn);
    const values = members.flatMap((attribute) => entry.texts(attribute));
    return [
      {
        ref: refOf(anchor),
        name: entry.text(groupNameAttribute) ?? entry.dn,
        description: entry.text('description'),
        // Some classes must not be empty: such groups hold themselves, or a name of nobody.
        directMembers: values.filter((value) => value !== '' && comparableDn(value) !== own).length,
      },
    ];
  };

  const attributes = [anchorAttribute, groupNameAttribute, 'description', ...members];

  return {
    async above({ entry, user }) {
      const found = new Map<string, string>();
      let level: readonly string[] = [entry.dn];
      let byName = memberNameAttribute === null ? [] : [equals(memberNameAttribute, user.username)];
      for (let depth = 0; level.length > 0 || byName.length > 0; depth += 1) {
        if (depth > deepest || found.size > mostGroups) throw tooMany();
        const next: string[] = [];
        for (const dns of chunked(level)) {
          const holding = dns.flatMap((dn) => memberAttributes.map((name) => equals(name, dn)));
          await each(anyOf([...byName, ...holding]), [anchorAttribute], (group) => {
            const anchor = group.text(anchorAttribute);
            if (anchor === null || found.has(anchor)) return;
            found.set(anchor, group.dn);
            next.push(group.dn);
          });
          byName = [];
        }
        level = next;
      }
      return [...found.keys()].map(refOf);
    },

    async read(anchor) {
      if (!dialect.isAnchor(anchor)) return null;
      const filter = allOf([isGroup, equals(anchorAttribute, anchor)]);
      const found = await service.search({ base, scope: 'sub', filter, attributes, sizeLimit: 2 });
      return found.length === 1 ? (found.flatMap(groupOf)[0] ?? null) : null;
    },

    search: (request) =>
      pageOf(
        'groups',
        request,
        async (limit, after) => {
          const query = canonicalForm(request.query);
          const filter =
            query === '' ? isGroup : allOf([isGroup, wordStartsWith(groupNameAttribute, query)]);
          const lines = await listing.after(filter, after, limit);
          return (await listing.read(isGroup, lines, attributes)).flatMap(groupOf);
        },
        (group) => listing.keyOf(group.name, group.ref.anchor),
        (group) => group,
      ),

    async countMembers(refs) {
      const anchors = refs
        .filter(({ directoryId, anchor }) => directoryId === place.id && dialect.isAnchor(anchor))
        .map(({ anchor }) => anchor);
      if (anchors.length === 0) return 0;
      return (await personsWithin(anchors)).size;
    },

    async membersOf(group, limit) {
      if (!dialect.isAnchor(group)) return [];
      const persons = [...(await personsWithin([group], limit)).values()];
      const anchors = await Promise.all(persons.slice(0, limit).map(anchorOfMember));
      return [...new Set(anchors.filter((anchor) => anchor !== null))];
    },
  };

  async function anchorOfMember(member: Member): Promise<string | null> {
    if ('dn' in member)
      return (await service.read(member.dn, [anchorAttribute]))?.text(anchorAttribute) ?? null;
    const found = await service.search({
      base: settings.baseDn,
      scope: 'sub',
      filter: equals(settings.usernameAttribute, member.name),
      attributes: [anchorAttribute],
      sizeLimit: 2,
    });
    return found.length === 1 ? (found[0]?.text(anchorAttribute) ?? null) : null;
  }

  /** @param enough how many are looked for; all of them unless said. */
  async function personsWithin(
    anchors: readonly string[],
    enough = Number.POSITIVE_INFINITY,
  ): Promise<ReadonlyMap<string, Member>> {
    const dnOfGroup = new Map<string, string>();
    await each(present('objectClass'), ['1.1'], ({ dn }) => dnOfGroup.set(comparableDn(dn), dn));
    if (dnOfGroup.size > mostGroups) throw tooMany();
    const persons = new Map<string, Member>();
    const seen = new Set<string>();
    let level: LdapEntry[] = [];
    const start = anyOf(anchors.map((anchor) => equals(anchorAttribute, anchor)));
    await each(start, members, (entry) => level.push(entry));
    for (const { dn } of level) seen.add(comparableDn(dn));
    while (level.length > 0 && persons.size < enough) {
      const next: string[] = [];
      for (const group of level) {
        for (const dn of memberAttributes.flatMap((attribute) => group.texts(attribute))) {
          const comparable = comparableDn(dn);
          const nested = dnOfGroup.get(comparable);
          if (nested === undefined) persons.set(personKey(dn, comparable), { dn });
          else if (!seen.has(comparable)) next.push(nested);
          seen.add(comparable);
        }
        const names = memberNameAttribute === null ? [] : group.texts(memberNameAttribute);
        for (const name of names) persons.set(nameKey(name), { name });
        if (persons.size > mostMembers) throw tooMany();
      }
      const read = await Promise.all(next.map((dn) => service.read(dn, members)));
      level = read.filter((entry) => entry !== null);
    }
    return persons;
  }

  /** The same for a member by name and for one by DN, where the name is in the DN. */
  function personKey(dn: string, comparable: string): string {
    const name = leadingValue(dn, settings.usernameAttribute);
    return memberNameAttribute === null || name === null ? comparable : nameKey(name);
  }

  function tooMany(): PosternError {
    const cause = new Error('groups are nested too deeply, or too many of them, to be walked');
    return new PosternError('unavailable', { cause });
  }
}

function chunked(values: readonly string[]): readonly (readonly string[])[] {
  if (values.length === 0) return [[]];
  return Array.from({ length: Math.ceil(values.length / atOnce) }, (_, index) =>
    values.slice(index * atOnce, (index + 1) * atOnce),
  );
}

function nameKey(name: string): string {
  return `name:${canonicalForm(name)}`;
}
