import { promises as dns, type SrvRecord } from 'node:dns';
import { PosternError } from '../../domain/errors.ts';
import type { DirectoryAddress, Discovered } from '../../ports/directory-kind.ts';
import { readServer } from './address.ts';
import { openConnection } from './connection.ts';
import type { LdapEntry } from './entry.ts';
import { LinkError, unavailable } from './faults.ts';
import { present } from './filters.ts';
import { isAuthority } from './settings.ts';

const lookMs = 5000;
const mostServers = 8;

const asked = [
  'vendorName',
  'vendorVersion',
  'objectClass',
  'namingContexts',
  'defaultNamingContext',
  'supportedControl',
  'supportedExtension',
  'supportedLDAPVersion',
] as const;

export interface Root {
  /** Addresses in the order in which they would be used. */
  readonly servers: readonly string[];
  readonly entry: LdapEntry;
}

export interface LookBy {
  /** Names of services in the DNS of a domain, in the order in which they are asked for. */
  readonly services?: readonly string[];
  readonly attributes?: readonly string[];
}

/**
 * What a server tells everybody of itself, without a sign-in (RFC 4512 §5.1). Throws `unavailable` when nobody answers, and
 * when the certificate is signed by nobody who is trusted.
 */
export async function lookAtRoot(
  { address, authority }: DirectoryAddress,
  by: LookBy = {},
): Promise<Root> {
  if (authority !== null && !isAuthority(authority)) throw invalid('authority');
  const servers = await serversAt(address.trim(), by.services ?? ['_ldaps._tcp', '_ldap._tcp']);
  const attributes = [...asked, ...(by.attributes ?? [])];
  let last: unknown = new LinkError('unreachable', false, 'no such address');
  for (const url of servers) {
    const server = readServer(url);
    if (server === null) continue;
    try {
      const trust = { authority, serverName: null };
      const connection = await openConnection(server, trust, lookMs);
      try {
        const search = { base: '', scope: 'base', filter: present('objectClass') } as const;
        const [entry] = await connection.search({ ...search, attributes }, lookMs);
        if (entry !== undefined) return { servers, entry };
      } finally {
        connection.close();
      }
    } catch (error) {
      last = error;
    }
  }
  throw unavailable(last);
}

function invalid(path: keyof DirectoryAddress): PosternError {
  return new PosternError('bad-request', { faults: [{ path, code: 'invalid' }] });
}

/** By RFC 2782 for a DNS domain; the names themselves where there are no such records. */
async function serversAt(address: string, services: readonly string[]): Promise<readonly string[]> {
  if (address.includes('://')) {
    if (readServer(address) === null) throw invalid('address');
    return [address];
  }
  let records: readonly SrvRecord[] = [];
  for (const service of services) {
    if (records.length === 0)
      records = await dns.resolveSrv(`${service}.${address}`).catch(() => []);
  }
  const found = records
    .toSorted((a, b) => a.priority - b.priority || b.weight - a.weight)
    .slice(0, mostServers)
    .map(({ name, port }) => (port === 389 ? `ldap://${name}` : `ldaps://${name}:${port}`));
  return found.length > 0 ? found : [`ldaps://${address}`, `ldap://${address}`];
}

/** Settings to begin with of a tree of people and groups. */
export async function discoverTree(at: DirectoryAddress): Promise<Discovered> {
  const { servers, entry } = await lookAtRoot(at);
  const [base] = [...entry.texts('defaultNamingContext'), ...entry.texts('namingContexts')];
  return {
    settings: { servers, authority: at.authority, ...(base !== undefined && { baseDn: base }) },
    seen: [vendorOf(entry), ...entry.texts('namingContexts').map((name) => `holds ${name}`)],
  };
}

/** As servers name themselves; OpenLDAP by its object class alone. */
export function vendorOf(root: LdapEntry): string {
  const name = root.text('vendorName');
  if (name !== null) return [name, root.text('vendorVersion')].filter(Boolean).join(', ');
  const isOpenLdap = root.texts('objectClass').includes('OpenLDAProotDSE');
  return isOpenLdap ? 'OpenLDAP' : 'a server that does not name itself';
}
