import { canonicalForm } from '../../domain/identifier.ts';
import type { PersonOrAnchor, DirectoryUser, Page, PageRequest } from '../../ports/directory.ts';
import type { DirectoryPlace } from '../../ports/directory-kind.ts';
import { pageOf } from '../pages.ts';
import type { Dialect } from './dialect.ts';
import type { LdapEntry } from './entry.ts';
import { allOf, anyOf, equals, type Filter, readFilter, startsWith } from './filters.ts';
import { createListing } from './listing.ts';
import type { LdapService } from './service.ts';
import type { TreeSettings } from './tree-settings.ts';

/** Somebody, and where they are now. */
export interface Person {
  readonly entry: LdapEntry;
  readonly user: DirectoryUser;
}

export interface People {
  /** Null for nobody and for several. */
  find(canonicalIdentifier: string): Promise<Person | null>;
  read(anchor: string): Promise<Person | null>;
  /** The same for somebody who was just read, without reading them again. */
  known(asked: PersonOrAnchor): Promise<Person | null>;
  search(request: PageRequest): Promise<Page<DirectoryUser>>;
  count(): Promise<number>;
}

export interface PeopleDeps {
  readonly service: LdapService;
  readonly settings: TreeSettings;
  readonly dialect: Dialect;
  readonly place: DirectoryPlace;
}

export function createPeople({ service, settings, dialect, place }: PeopleDeps): People {
  const isPerson = readFilter(settings.peopleFilter) ?? equals('objectClass', 'person');
  const isService = settings.serviceFilter === null ? null : readFilter(settings.serviceFilter);
  const { anchorAttribute } = dialect;
  const optional = [
    settings.alternateMailAttribute,
    settings.mobileAttribute,
    settings.officePhoneAttribute,
    settings.localeAttribute,
  ].filter((name) => name !== null);
  const attributes = [
    ...new Set([
      anchorAttribute,
      'cn',
      settings.usernameAttribute,
      settings.displayNameAttribute,
      settings.givenNameAttribute,
      settings.surnameAttribute,
      settings.mailAttribute,
      ...optional,
      ...settings.loginAttributes,
      ...dialect.attributes,
    ]),
  ];
  const listing = createListing(service, {
    base: settings.baseDn,
    anchorAttribute,
    nameAttribute: settings.usernameAttribute,
  });

  const lookUp = (filter: Filter): Promise<readonly LdapEntry[]> =>
    service.search({
      base: settings.baseDn,
      scope: 'sub',
      filter: allOf([isPerson, filter]),
      attributes,
      sizeLimit: 2,
    });

  const anchorOf = (entry: LdapEntry) => entry.text(anchorAttribute);

  const servicesAmong = async (entries: readonly LdapEntry[]): Promise<ReadonlySet<string>> => {
    if (isService === null || entries.length === 0) return new Set();
    const anchors = entries.flatMap((entry) => anchorOf(entry) ?? []);
    const found = await service.search({
      base: settings.baseDn,
      scope: 'sub',
      filter: allOf([isService, anyOf(anchors.map((anchor) => equals(anchorAttribute, anchor)))]),
      attributes: [anchorAttribute],
    });
    return new Set(found.flatMap((entry) => anchorOf(entry) ?? []));
  };

  const personsOf = async (found: readonly LdapEntry[]): Promise<readonly Person[]> => {
    // Without what names them for ever nobody can be kept apart from somebody else.
    const entries = found.filter((entry) => anchorOf(entry) !== null);
    const [accounts, services] = await Promise.all([
      dialect.accountsOf(entries),
      servicesAmong(entries),
    ]);
    return entries.flatMap((entry, index) => {
      const account = accounts[index];
      const anchor = anchorOf(entry);
      if (account === undefined || anchor === null) return [];
      const text = (name: string | null) => (name === null ? null : entry.text(name));
      const username = text(settings.usernameAttribute) ?? entry.dn;
      const user: DirectoryUser = {
        ref: { tenantId: place.tenantId, directoryId: place.id, anchor },
        username,
        displayName: text(settings.displayNameAttribute) ?? text('cn') ?? username,
        givenName: text(settings.givenNameAttribute),
        surname: text(settings.surnameAttribute),
        mail: text(settings.mailAttribute),
        alternateMail: text(settings.alternateMailAttribute),
        mobile: text(settings.mobileAttribute),
        officePhone: text(settings.officePhoneAttribute),
        locale: text(settings.localeAttribute),
        enabled: account.enabled,
        passwordChangedAt: account.passwordChangedAt,
        account: { ...account.state, service: services.has(anchor) },
      };
      return [{ entry, user }];
    });
  };

  const persons = new WeakMap<DirectoryUser, Person>();

  const only = async (found: readonly LdapEntry[]): Promise<Person | null> => {
    if (found.length !== 1) return null;
    const [person] = await personsOf(found);
    if (person !== undefined) persons.set(person.user, person);
    return person ?? null;
  };

  const read = async (anchor: string): Promise<Person | null> =>
    dialect.isAnchor(anchor) ? only(await lookUp(equals(anchorAttribute, anchor))) : null;

  return {
    async find(canonicalIdentifier) {
      const names = namesIn(canonicalIdentifier, settings);
      if (names.length === 0) return null;
      const found = await lookUp(anyOf(names.map(([name, value]) => equals(name, value))));
      const [entry] = found;
      // Servers fold more than letter case, so that one account had names that are counted apart (CVE-2025-6004).
      const exact =
        entry !== undefined &&
        names.some(([name, value]) =>
          entry.texts(name).some((stored) => canonicalForm(stored) === value),
        );
      return exact ? only(found) : null;
    },

    read,

    async known(asked) {
      if (typeof asked === 'string') return read(asked);
      return persons.get(asked) ?? read(asked.ref.anchor);
    },

    search: (request) =>
      pageOf(
        'users',
        request,
        async (limit, after) => {
          const query = canonicalForm(request.query);
          const filter = query === '' ? isPerson : allOf([isPerson, startsSo(query, settings)]);
          const found = await listing.after(filter, after, limit);
          const entries = await listing.read(isPerson, found, attributes);
          return (await personsOf(entries)).map(({ user }) => user);
        },
        (user) => listing.keyOf(user.username, user.ref.anchor),
        (user) => user,
      ),

    async count() {
      let people = 0;
      await service.searchPaged(
        { base: settings.baseDn, scope: 'sub', filter: isPerson, attributes: ['1.1'] },
        1000,
        (entries) => {
          people += entries.length;
        },
      );
      return people;
    },
  };
}

/** Which attribute may have which value for somebody who says they are this. */
function namesIn(
  identifier: string,
  { loginAttributes, usernameAttribute, realms }: TreeSettings,
): readonly (readonly [attribute: string, value: string])[] {
  const backslash = identifier.indexOf('\\');
  const given = identifier.slice(backslash + 1);
  if (given === '') return [];
  const at = given.lastIndexOf('@');
  const local = at > 0 && realms.includes(given.slice(at + 1)) ? given.slice(0, at) : null;
  return [
    ...loginAttributes.map((attribute) => [attribute, given] as const),
    ...(local === null ? [] : [[usernameAttribute, local] as const]),
  ];
}

function startsSo(query: string, settings: TreeSettings): Filter {
  const names = [
    settings.usernameAttribute,
    settings.displayNameAttribute,
    settings.givenNameAttribute,
    settings.surnameAttribute,
    settings.mailAttribute,
  ];
  return anyOf(names.map((attribute) => startsWith(attribute, query)));
}
