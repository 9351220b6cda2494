import { BlockList, isIPv4 } from 'node:net';

const never = new BlockList();
// Unspecified, link-local with the metadata services of clouds in it, multicast, broadcast.
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['169.254.0.0', 16],
  ['224.0.0.0', 3],
] as const)
  never.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  never.addSubnet(net, bits, 'ipv6');
never.addAddress('::', 'ipv6');

/** Special-purpose addresses of IPv4 (RFC 6890 and the IANA registry). */
const privateV4 = new BlockList();
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
] as const)
  privateV4.addSubnet(net, bits, 'ipv4');

/** Of IPv6 only global unicast is public, without what tunnels to IPv4, documentation and benchmarks. */
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');
const specialV6 = new BlockList();
for (const [net, bits] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  specialV6.addSubnet(net, bits, 'ipv6');

/** Whether an address belongs to the public internet (A100). */
export function isPublicAddress(address: string): boolean {
  if (isNeverReachable(address)) return false;
  if (isIPv4(address)) return !privateV4.check(address, 'ipv4');
  return globalV6.check(address, 'ipv6') && !specialV6.check(address, 'ipv6');
}

/** Whether no carrier can stand at an address, not even one of our own network. */
export function isNeverReachable(address: string): boolean {
  return never.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}
