import type { DirectoryAddress, Discovered } from '../../ports/directory-kind.ts';
import { lookAtRoot, vendorOf } from '../ldap/discover.ts';
import { dnsNameOf, functionalLevelOf, policyHintsOf, rootAttributes } from './domain.ts';

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
      ...(level === null ? [] : [`domain functional level ${level}`]),
      hints === null ? 'no policy hints' : `policy hints (${hints})`,
      ...entry.texts('namingContexts').map((name) => `holds ${name}`),
    ],
  };
}
