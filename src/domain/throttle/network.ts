/**
 * The key under which a limit counts an address: the IPv4 /24 or the IPv6 /64, so that a network that
 * can pick its own host part at will does not get a fresh counter for each (A031). Null in, null out.
 */
export function networkOf(ip: string): string {
  const v4 = ipv4In(ip);
  if (v4) return `${v4.slice(0, 3).join('.')}.0/24`;
  return `${expandIpv6(ip).slice(0, 4).join(':')}::/64`;
}

/** One spelling per address: an IPv4 address mapped into IPv6 is the IPv4 address. */
export function addressOf(ip: string): string {
  const v4 = ipv4In(ip);
  return v4 ? v4.join('.') : expandIpv6(ip).join(':');
}

function ipv4In(ip: string): string[] | null {
  const dotted = /(?:^|:)(\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})$/.exec(ip)?.[1];
  return dotted ? dotted.split('.').map((part) => String(Number(part))) : null;
}

function expandIpv6(ip: string): string[] {
  const bare = ip.split('%')[0] ?? ip;
  const [head = '', tail] = bare.toLowerCase().split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(missing).fill('0'), ...right].map((part) =>
    part.replace(/^0+(?=.)/, ''),
  );
}
