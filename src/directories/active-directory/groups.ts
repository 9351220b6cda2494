import { canonicalForm } from '../../domain/identifier.ts';
import type { GroupRef } from '../../domain/identity.ts';
import type { DirectoryGroup, Page, PageRequest } from '../../ports/directory.ts';
import type { DirectoryPlace } from '../../ports/directory-kind.ts';
import type { LdapEntry } from '../ldap/entry.ts';
import {
  allOf,
  anyOf,
  equals,
  type Filter,
  matches,
  readFilter,
  wordStartsWith,
} from '../ldap/filters.ts';
import { createListing } from '../ldap/listing.ts';
import type { LdapService } from '../ldap/service.ts';
import { pageOf } from '../pages.ts';
import type { DomainReader } from './domain.ts';
import { dnOfGuid, isGuid } from './guid.ts';
import { guidAnchor, isBelow } from './people.ts';
import type { ActiveDirectorySettings } from './settings.ts';
import { ridOf, sibling } from './sid.ts';

export interface Groups {
  /** Every group somebody is in: directly, through groups, and as the primary group. */
  above(anchor: string): Promise<readonly GroupRef[]>;
  read(anchor: string): Promise<DirectoryGroup | null>;
  search(request: PageRequest): Promise<Page<DirectoryGroup>>;
  countMembers(groups: readonly GroupRef[]): Promise<number>;
  /** Anchors of persons in it, directly or through groups; no more than so many. */
  membersOf(group: string, limit: number): Promise<readonly string[]>;
}

export interface GroupsDeps {
  readonly service: LdapService;
  readonly domain: DomainReader;
  readonly settings: ActiveDirectorySettings;
  readonly place: DirectoryPlace;
}

/** Membership through any number of groups (MS-ADTS 3.1.1.3.4.4.3). */
const inChain = '1.2.840.113556.1.4.1941';
const isGroup = equals('objectClass', 'group');
const groupAttributes = ['objectGUID', 'cn', 'description'];
const binary = ['objectGUID', 'objectSid'];
/** Names asked for in one filter. */
const atOnce = 100;
const pageSize = 500;

export function createGroups({ service, domain, settings, place }: GroupsDeps): Groups {
  const refOf = (anchor: string): GroupRef => ({ directoryId: place.id, anchor });
  const isPerson = readFilter(settings.peopleFilter) ?? equals('objectClass', 'user');
  const groupBase = async () => settings.groupBaseDn ?? (await domain.read()).dn;

  const listing = async () =>
    createListing(service, {
      base: await groupBase(),
      anchorAttribute: 'objectGUID',
      nameAttribute: 'cn',
      binaryAnchor: guidAnchor,
    });

  const eachGroup = async (
    filter: Filter,
    attributes: readonly string[],
    visit: (entry: LdapEntry) => void,
  ) =>
    service.searchPaged(
      {
        base: await groupBase(),
        scope: 'sub',
        filter: allOf([isGroup, filter]),
        attributes,
        binary,
      },
      pageSize,
      (entries) => entries.forEach(visit),
    );

  const anchorsOf = async (filters: readonly Filter[]): Promise<readonly GroupRef[]> => {
    const anchors = new Set<string>();
    for (const asked of chunked(filters)) {
      await eachGroup(anyOf(asked), ['objectGUID'], (entry) => {
        const anchor = guidAnchor.of(entry);
        if (anchor !== null) anchors.add(anchor);
      });
    }
    return [...anchors].map(refOf);
  };

  /** Where the server does not tell: by the rule for transitive membership, from the account and its primary group. */
  const byRule = async (person: LdapEntry): Promise<readonly GroupRef[]> => {
    const [sid] = person.bytes('objectSid');
    const primary = Number(person.text('primaryGroupID') ?? '0');
    const asked = [matches('member', inChain, person.dn)];
    if (sid !== undefined && primary > 0) {
      const primarySid = sibling(sid, primary);
      asked.push(equals('objectSid', primarySid));
      const [group] = await service.search({
        base: (await domain.read()).dn,
        scope: 'sub',
        filter: equals('objectSid', primarySid),
        attributes: ['1.1'],
        sizeLimit: 1,
      });
      if (group !== undefined) asked.push(matches('member', inChain, group.dn));
    }
    return anchorsOf(asked);
  };

  const groupOf = async (entry: LdapEntry): Promise<readonly DirectoryGroup[]> => {
    const anchor = guidAnchor.of(entry);
    if (anchor === null) return [];
    const holds = equals('memberOf', entry.dn);
    return [
      {
        ref: refOf(anchor),
        name: entry.text('cn') ?? entry.dn,
        description: entry.text('description'),
        // Counted by asking who is in it: a server gives the members of a large group in parts.
        directMembers: (await namesOf((await domain.read()).dn, holds)).size,
      },
    ];
  };

  const namesOf = async (base: string, filter: Filter): Promise<ReadonlySet<string>> => {
    const names = new Set<string>();
    await service.searchPaged(
      { base, scope: 'sub', filter, attributes: ['1.1'] },
      pageSize,
      (entries) => {
        for (const { dn } of entries) names.add(dn);
      },
    );
    return names;
  };

  return {
    async above(anchor) {
      if (!isGuid(anchor)) return [];
      const attributes = ['tokenGroups', 'primaryGroupID', 'objectSid'];
      const person = await service.read(dnOfGuid(anchor), attributes, ['tokenGroups', 'objectSid']);
      if (person === null) return [];
      const sids = person.bytes('tokenGroups');
      return sids.length === 0
        ? byRule(person)
        : anchorsOf(sids.map((sid) => equals('objectSid', sid)));
    },

    async read(anchor) {
      if (!isGuid(anchor)) return null;
      const [entry] = await service.search({
        base: dnOfGuid(anchor),
        scope: 'base',
        filter: isGroup,
        attributes: groupAttributes,
        binary,
      });
      if (entry === undefined || !isBelow(entry.dn, await groupBase())) return null;
      return (await groupOf(entry))[0] ?? null;
    },

    async search(request) {
      const list = await listing();
      return pageOf(
        'groups',
        request,
        async (limit, after) => {
          const query = canonicalForm(request.query);
          const filter = query === '' ? isGroup : allOf([isGroup, wordStartsWith('cn', query)]);
          // Some domain controllers pass over a blank at the start of what is searched for.
          const starts = (name: string) => name.startsWith(query) || name.includes(` ${query}`);
          const lines = await list.after(filter, after, limit, starts);
          const entries = await list.read(isGroup, lines, groupAttributes, { binary });
          return (await Promise.all(entries.map(groupOf))).flat();
        },
        (group) => list.keyOf(group.name, group.ref.anchor),
        (group) => group,
      );
    },

    async countMembers(refs) {
      const anchors = refs
        .filter(({ directoryId, anchor }) => directoryId === place.id && isGuid(anchor))
        .map(({ anchor }) => anchor);
      const persons = new Set<string>();
      await eachPerson(anchors, ['1.1'], ({ dn }) => persons.add(dn));
      return persons.size;
    },

    async membersOf(group, limit) {
      if (!isGuid(group)) return [];
      const anchors = new Set<string>();
      const take = (entry: LdapEntry) => {
        const anchor = guidAnchor.of(entry);
        if (anchor !== null) anchors.add(anchor);
      };
      await eachPerson([group], ['objectGUID'], take, () => anchors.size >= limit);
      return [...anchors].slice(0, limit);
    },
  };

  /**
   * Everybody who is in one of them, directly, through groups or as the primary group; some more than once.
   * @param isEnough when nobody further need be visited; asked after every page of them.
   */
  async function eachPerson(
    anchors: readonly string[],
    attributes: readonly string[],
    visit: (entry: LdapEntry) => void,
    isEnough = () => false,
  ): Promise<void> {
    const outer: string[] = [];
    const rids = new Set<number>();
    const take = (entry: LdapEntry) => {
      for (const sid of entry.bytes('objectSid')) rids.add(ridOf(sid));
    };
    for (const asked of chunked(anchors)) {
      await eachGroup(anyOf(asked.map(guidAnchor.filterOf)), ['objectSid'], (entry) => {
        outer.push(entry.dn);
        take(entry);
      });
    }
    const visitAll = async (filters: readonly Filter[]) => {
      for (const asked of chunked(filters)) {
        if (isEnough()) return;
        await service.searchPaged(
          {
            base: settings.baseDn,
            scope: 'sub',
            filter: allOf([isPerson, anyOf(asked)]),
            attributes,
            binary,
          },
          pageSize,
          (entries) => entries.forEach(visit),
          isEnough,
        );
      }
    };
    // A group may be the primary group of people wherever it lies, so the whole domain is asked for those within.
    const within = outer.map((dn) => matches('memberOf', inChain, dn));
    for (const asked of chunked(within)) {
      await service.searchPaged(
        {
          base: (await domain.read()).dn,
          scope: 'sub',
          filter: allOf([isGroup, anyOf(asked)]),
          attributes: ['objectSid'],
          binary,
        },
        pageSize,
        (entries) => entries.forEach(take),
      );
    }
    await visitAll(within);
    await visitAll([...rids].map((rid) => equals('primaryGroupID', String(rid))));
  }
}

function chunked<T>(values: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(values.length / atOnce) }, (_, index) =>
    values.slice(index * atOnce, (index + 1) * atOnce),
  );
}
