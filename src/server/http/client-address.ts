import { BlockList, isIP, isIPv4 } from 'node:net';

/** Addresses and networks (`10.0.0.0/8`, `fd00::/8`, `192.0.2.7`) whose `X-Forwarded-For` is believed. */
export interface TrustedProxies {
  has(address: string): boolean;
}

export function createTrustedProxies(networks: readonly string[]): TrustedProxies {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIPv4(address) ? 'ipv4' : 'ipv6';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return { has: (address) => list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6') };
}

/** An IPv4 address inside an IPv6 one (`::ffff:192.0.2.1`) is the IPv4 address: one visitor, one counter. */
export function plainAddress(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return mapped ?? address.replace(/%.*$/, '').toLowerCase();
}

/**
 * Whom a request comes from. `X-Forwarded-For` is read from its end, for as long as the one who wrote
 * each entry is trusted (ASVS 4.1.3): what a visitor puts there is never reached. No other header counts.
 *
 * @param socketAddress the peer of the connection.
 * @param forwarded the `X-Forwarded-For` header.
 */
export function clientAddress(
  socketAddress: string | null,
  forwarded: string | null,
  trusted: TrustedProxies,
): string | null {
  if (socketAddress === null || isIP(socketAddress.replace(/%.*$/, '')) === 0) return null;
  let address = plainAddress(socketAddress);
  const hops = (forwarded ?? '').split(',').map((hop) => hop.trim());
  while (trusted.has(address)) {
    const hop = hops.pop();
    if (hop === undefined || isIP(hop) === 0) return address;
    address = plainAddress(hop);
  }
  return address;
}
