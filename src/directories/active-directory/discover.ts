import type { DirectoryAddress, Discovered } from '../../ports/directory-kind.ts';
import { lookAtRoot, vendorOf } from '../ldap/discover.ts';
import { dnsNameOf, functionalLevelOf, policyHintsOf, rootAttributes } from './domain.ts';

/** The domain functional levels of MS-ADTS 6.1.4.4, in the names that Windows Server gives them. */
const levelNames: Readonly<Record<number, string>> = {
  0: '2000',
  1: '2003 interim',
  2: '2003',
  3: '2008',
  4: '2008 R2',
  5: '2012',
  6: '2012 R2',
  7: '2016',
  10: '2025',
};

/** By the names a domain has at its own DNS (MS-ADTS 6.3.2.3), and what a domain controller tells everybody of itself. */
export async function discoverDomain(at: DirectoryAddress): Promise<Discovered> {
  const { servers, entry } = await lookAtRoot(at, {
    services: ['_ldap._tcp.dc._msdcs'],
    attributes: rootAttributes,
  });
  const base = entry.text('defaultNamingContext');
  const level = functionalLevelOf(entry);
  const hints = policyHintsOf(entry);
  return {
    settings: {
      servers,
      authority: at.authority,
      ...(base !== null && { baseDn: base, realms: [dnsNameOf(base).toLowerCase()] }),
    },
    seen: [
      entry.text('vendorName') === null ? 'Windows Server' : vendorOf(entry),
      ...(entry.text('dnsHostName') === null ? [] : [`is ${entry.text('dnsHostName')}`]),
      ...(level === null ? [] : [`domain functional level ${levelNames[level] ?? level}`]),
      hints === null ? 'no policy hints' : `policy hints (${hints})`,
      ...entry.texts('namingContexts').map((name) => `holds ${name}`),
    ],
  };
}
