import { describe, expect, it } from 'vitest';
import { addressOf, networkOf } from './network.ts';

describe('networkOf', () => {
  it.each([
    ['192.0.2.77', '192.0.2.0/24'],
    ['::ffff:192.0.2.77', '192.0.2.0/24'],
    ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('counts %s under %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network);
  });

  it('gives every host of one /64 the same key, so that rotating addresses earns no fresh counter', () => {
    const keys = new Set(
      Array.from({ length: 50 }, (_, host) => networkOf(`2001:db8::${host.toString(16)}:1`)),
    );
    expect(keys.size).toBe(1);
  });
});

describe('addressOf', () => {
  it('writes one address in one way', () => {
    expect(addressOf('::ffff:10.0.0.1')).toBe(addressOf('10.0.0.1'));
    expect(addressOf('2001:db8::1')).toBe(addressOf('2001:0db8:0:0:0:0:0:1'));
    expect(addressOf('2001:db8::1')).not.toBe(addressOf('2001:db8::2'));
  });
});
