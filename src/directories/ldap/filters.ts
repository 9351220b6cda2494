import {
  AndFilter,
  EqualityFilter,
  ExtensibleFilter,
  type Filter,
  FilterParser,
  NotFilter,
  OrFilter,
  PresenceFilter,
  SubstringFilter,
} from 'ldapts';

/**
 * Filters as values: what somebody typed goes into the protocol as bytes of its own length, and is never
 * read as syntax (R170, A080, A081).
 */
export type { Filter } from 'ldapts';

export const equals = (attribute: string, value: string | Buffer): Filter =>
  new EqualityFilter({ attribute, value });

export const present = (attribute: string): Filter => new PresenceFilter({ attribute });

/** @param start not empty; an empty one is `present`. */
export const startsWith = (attribute: string, start: string): Filter =>
  start === '' ? present(attribute) : new SubstringFilter({ attribute, initial: start });

/** That a word within the value starts so. */
export const wordStartsWith = (attribute: string, start: string): Filter =>
  anyOf([startsWith(attribute, start), new SubstringFilter({ attribute, any: [` ${start}`] })]);

export const allOf = (filters: readonly Filter[]): Filter =>
  new AndFilter({ filters: [...filters] });

export const anyOf = (filters: readonly Filter[]): Filter =>
  new OrFilter({ filters: [...filters] });

export const not = (filter: Filter): Filter => new NotFilter({ filter });

/** By a matching rule, such as Active Directory's 1.2.840.113556.1.4.1941. */
export const matches = (attribute: string, rule: string, value: string): Filter =>
  new ExtensibleFilter({ matchType: attribute, rule, value });

/** A filter that an administrator wrote (RFC 4515); null when it is none. */
export function readFilter(text: string): Filter | null {
  try {
    return FilterParser.parseString(text);
  } catch {
    return null;
  }
}
