import { PosternError } from '../../domain/errors.ts';
import { canonicalForm } from '../../domain/identifier.ts';
import type { LdapEntry } from '../ldap/entry.ts';
import { allOf, equals, present } from '../ldap/filters.ts';
import type { LdapService } from '../ldap/service.ts';
import { policyHintsOids } from './controls.ts';

/** What a domain controller tells of its domain; it does not change while one runs. */
export interface Domain {
  /** DN of the domain itself. */
  readonly dn: string;
  readonly configurationDn: string;
  readonly schemaDn: string;
  /** In canonical form: DNS name and NetBIOS name. */
  readonly names: readonly string[];
  /** The control that holds a reset to the history; null where none is offered. */
  readonly policyHintsOid: string | null;
  /** 3 is Windows Server 2008, 7 is 2016 (MS-ADTS 6.1.4.2). */
  readonly functionalLevel: number | null;
}

/** Asked once, and again after {@link forget}; a failure is not remembered. */
export interface DomainReader {
  read(): Promise<Domain>;
  forget(): void;
}

export function createDomainReader(service: LdapService): DomainReader {
  let known: Promise<Domain> | null = null;
  return {
    async read() {
      const asked = known ?? readDomain(service);
      known = asked;
      try {
        return await asked;
      } catch (error) {
        if (known === asked) known = null;
        throw error;
      }
    },
    forget() {
      known = null;
    },
  };
}

export const rootAttributes = [
  'defaultNamingContext',
  'configurationNamingContext',
  'schemaNamingContext',
  'namingContexts',
  'dnsHostName',
  'domainFunctionality',
  'supportedControl',
  'supportedCapabilities',
  'vendorName',
] as const;

async function readDomain(service: LdapService): Promise<Domain> {
  const root = await service.read('', rootAttributes);
  const dn = root?.text('defaultNamingContext') ?? null;
  if (root === null || dn === null) {
    const cause = new Error('the server tells of no domain: it is no domain controller');
    throw new PosternError('unavailable', { cause });
  }
  const configurationDn = root.text('configurationNamingContext') ?? '';
  const [partition] = await service.search({
    base: `CN=Partitions,${configurationDn}`,
    scope: 'one',
    filter: allOf([equals('nCName', dn), present('nETBIOSName')]),
    attributes: ['nETBIOSName', 'dnsRoot'],
    sizeLimit: 1,
  });
  const names = [partition?.text('dnsRoot'), partition?.text('nETBIOSName'), dnsNameOf(dn)];
  return {
    dn,
    configurationDn,
    schemaDn: root.text('schemaNamingContext') ?? '',
    names: [...new Set(names.flatMap((name) => (name ? [canonicalForm(name)] : [])))],
    policyHintsOid: policyHintsOf(root),
    functionalLevel: functionalLevelOf(root),
  };
}

export function policyHintsOf(root: LdapEntry): string | null {
  const offered = root.texts('supportedControl');
  return policyHintsOids.find((oid) => offered.includes(oid)) ?? null;
}

export function functionalLevelOf(root: LdapEntry): number | null {
  const level = root.text('domainFunctionality');
  return level === null || !/^\d+$/.test(level) ? null : Number(level);
}

/** `corp.example.com` of `DC=corp,DC=example,DC=com`. */
export function dnsNameOf(dn: string): string {
  return [...dn.matchAll(/(?:^|,)\s*DC=([^,]+)/gi)].map(([, label]) => label).join('.');
}
