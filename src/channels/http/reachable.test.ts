import { describe, expect, it } from 'vitest';
import { isNeverReachable, isPublicAddress } from './reachable.ts';

describe('an address', () => {
  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700:4700::1111', '2a00:1450:4001::1'])(
    'is public: %s',
    (address) => expect(isPublicAddress(address)).toBe(true),
  );

  it.each([
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '::1',
    'fd00:ec2::254',
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:7f00:1::',
    '2001:db8::1',
  ])('is of a network of its own, or stands for one: %s', (address) =>
    expect([isPublicAddress(address), isNeverReachable(address)]).toEqual([false, false]),
  );

  it.each([
    '0.0.0.0',
    '169.254.169.254',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    'fe80::1',
    'ff02::1',
    '::ffff:169.254.169.254',
  ])('is never reached: %s', (address) =>
    expect([isPublicAddress(address), isNeverReachable(address)]).toEqual([false, true]),
  );
});
