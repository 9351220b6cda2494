import { canonicalForm } from '../../domain/identifier.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DirectoryUser, Page, PageRequest } from '../../ports/directory.ts';
import type { DirectoryPlace } from '../../ports/directory-kind.ts';
import { comparableDn } from '../ldap/dn.ts';
import type { LdapEntry } from '../ldap/entry.ts';
import { allOf, anyOf, equals, type Filter, readFilter, startsWith } from '../ldap/filters.ts';
import { createListing } from '../ldap/listing.ts';
import type { LdapService } from '../ldap/service.ts';
import { pageOf } from '../pages.ts';
import { type Account, accountAttributes, accountOf } from './account.ts';
import { readAccessList } from './controls.ts';
import type { DomainReader } from './domain.ts';
import { dnOfGuid, guidBytes, guidText, isGuid } from './guid.ts';
import type { ActiveDirectorySettings } from './settings.ts';

/** Somebody, and where they are now. */
export interface Person {
  readonly dn: string;
  readonly user: DirectoryUser;
  readonly account: Account;
}

export interface People {
  /** Null for nobody and for several. */
  find(canonicalIdentifier: string): Promise<Person | null>;
  read(anchor: string): Promise<Person | null>;
  search(request: PageRequest): Promise<Page<DirectoryUser>>;
  count(): Promise<number>;
  /** An ordinary, enabled account to try rights on; null when there is none among the first. */
  sample(): Promise<Person | null>;
}

export interface PeopleDeps {
  readonly service: LdapService;
  readonly domain: DomainReader;
  readonly settings: ActiveDirectorySettings;
  readonly place: DirectoryPlace;
  readonly clock: Clock;
}

const binary = ['objectGUID', 'nTSecurityDescriptor'];
const nameAttributes = [
  'objectGUID',
  'sAMAccountName',
  'cn',
  'displayName',
  'givenName',
  'sn',
  'mail',
];
const sampleSize = 50;
const countPage = 1000;

/** objectGUID as the anchor of lists. */
export const guidAnchor = {
  of: (entry: LdapEntry) => guidText(entry.bytes('objectGUID')[0]),
  filterOf: (anchor: string) => equals('objectGUID', guidBytes(anchor)),
} as const;

export function createPeople({ service, domain, settings, place, clock }: PeopleDeps): People {
  const { baseDn } = settings;
  const isPerson = readFilter(settings.peopleFilter) ?? equals('objectClass', 'user');
  const isService = settings.serviceFilter === null ? null : readFilter(settings.serviceFilter);
  const optional = [
    settings.alternateMailAttribute,
    settings.mobileAttribute,
    settings.officePhoneAttribute,
    settings.localeAttribute,
  ].filter((name) => name !== null);
  const attributes = [
    ...new Set([...nameAttributes, ...optional, ...settings.loginAttributes, ...accountAttributes]),
  ];
  const listing = createListing(service, {
    base: baseDn,
    anchorAttribute: 'objectGUID',
    nameAttribute: 'sAMAccountName',
    binaryAnchor: guidAnchor,
  });

  const lookUp = (base: string, filter: Filter, sizeLimit: number) =>
    service.search({
      base,
      scope: base === baseDn ? 'sub' : 'base',
      filter,
      attributes,
      binary,
      sizeLimit,
      controls: [readAccessList()],
    });

  const personsOf = async (entries: readonly LdapEntry[]): Promise<readonly Person[]> => {
    const services = await servicesAmong(entries);
    return entries.flatMap((entry) => {
      const anchor = guidAnchor.of(entry);
      if (anchor === null) return [];
      const text = (name: string | null) => (name === null ? null : entry.text(name));
      const account = accountOf(entry, clock.now(), services.has(anchor));
      const username = text('sAMAccountName') ?? entry.dn;
      const user: DirectoryUser = {
        ref: { tenantId: place.tenantId, directoryId: place.id, anchor },
        username,
        displayName: text('displayName') ?? text('cn') ?? username,
        givenName: text('givenName'),
        surname: text('sn'),
        mail: text('mail'),
        alternateMail: text(settings.alternateMailAttribute),
        mobile: text(settings.mobileAttribute),
        officePhone: text(settings.officePhoneAttribute),
        locale: text(settings.localeAttribute),
        enabled: account.enabled,
        passwordChangedAt: account.passwordChangedAt,
        account: account.state,
      };
      return [{ dn: entry.dn, user, account }];
    });
  };

  const servicesAmong = async (entries: readonly LdapEntry[]): Promise<ReadonlySet<string>> => {
    const anchors = entries.flatMap((entry) => guidAnchor.of(entry) ?? []);
    if (isService === null || anchors.length === 0) return new Set();
    const found = await service.search({
      base: baseDn,
      scope: 'sub',
      filter: allOf([isService, anyOf(anchors.map(guidAnchor.filterOf))]),
      attributes: ['objectGUID'],
      binary,
    });
    return new Set(found.flatMap((entry) => guidAnchor.of(entry) ?? []));
  };

  /** Which attribute may have which value for somebody who says they are this. */
  const namesIn = async (identifier: string): Promise<readonly (readonly [string, string])[]> => {
    const backslash = identifier.indexOf('\\');
    const at = identifier.lastIndexOf('@');
    if (backslash < 0 && at < 0) return own(identifier);
    const { names } = await domain.read();
    const isHere = (realm: string) => names.includes(realm) || settings.realms.includes(realm);
    if (backslash >= 0) {
      const isOurs = isHere(identifier.slice(0, backslash));
      return isOurs ? [['sAMAccountName', identifier.slice(backslash + 1)]] : [];
    }
    const local = identifier.slice(0, at);
    // The implicit user principal name: every account has it, whether or not another one is set.
    return isHere(identifier.slice(at + 1))
      ? [...own(identifier), ['sAMAccountName', local]]
      : own(identifier);
  };
  const own = (value: string) => settings.loginAttributes.map((name) => [name, value] as const);

  return {
    async find(canonicalIdentifier) {
      const names = (await namesIn(canonicalIdentifier)).filter(([, value]) => value !== '');
      if (names.length === 0) return null;
      const asked = anyOf(names.map(([name, value]) => equals(name, value)));
      const found = await lookUp(baseDn, allOf([isPerson, asked]), 2);
      const [entry, another] = found;
      if (entry === undefined || another !== undefined) return null;
      // A domain controller takes ä for a: one account would have names that are counted apart (CVE-2025-6004).
      const exact = names.some(([name, value]) =>
        entry.texts(name).some((stored) => canonicalForm(stored) === value),
      );
      return exact ? ((await personsOf(found))[0] ?? null) : null;
    },

    async read(anchor) {
      if (!isGuid(anchor)) return null;
      const found = await lookUp(dnOfGuid(anchor), isPerson, 1);
      // An object elsewhere in the domain is nobody here.
      const here = found.filter(({ dn }) => isBelow(dn, baseDn));
      return (await personsOf(here))[0] ?? null;
    },

    search: (request) =>
      pageOf(
        'users',
        request,
        async (limit, after) => {
          const query = canonicalForm(request.query);
          const filter = query === '' ? isPerson : allOf([isPerson, startsSo(query)]);
          const lines = await listing.after(filter, after, limit);
          const entries = await listing.read(isPerson, lines, attributes, {
            binary,
            controls: [readAccessList()],
          });
          return (await personsOf(entries)).map(({ user }) => user);
        },
        (user) => listing.keyOf(user.username, user.ref.anchor),
        (user) => user,
      ),

    async count() {
      let people = 0;
      await service.searchPaged(
        { base: baseDn, scope: 'sub', filter: isPerson, attributes: ['1.1'] },
        countPage,
        (entries) => {
          people += entries.length;
        },
      );
      return people;
    },

    async sample() {
      const persons = await personsOf(await lookUp(baseDn, isPerson, sampleSize));
      const ordinary = persons.find(
        ({ account: { enabled, state } }) => enabled && !state.protected && !state.service,
      );
      return ordinary ?? null;
    },
  };
}

const searched = ['sAMAccountName', 'userPrincipalName', 'displayName', 'givenName', 'sn', 'mail'];

function startsSo(query: string): Filter {
  return anyOf(searched.map((attribute) => startsWith(attribute, query)));
}

/** Both as one server writes them. */
export function isBelow(dn: string, base: string): boolean {
  const [name, place] = [comparableDn(dn), comparableDn(base)];
  return name === place || name.endsWith(`,${place}`);
}
