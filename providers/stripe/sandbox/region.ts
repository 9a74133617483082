import { BlockList, isIP } from 'node:net';

/**
 * Addresses that the sandbox takes to be where the on-ramp is not offered. They are documentation ranges (RFC 5737
 * and RFC 3849), which nobody has; every other address counts as the United States.
 */
const unsupported = new BlockList();
unsupported.addSubnet('203.0.113.0', 24, 'ipv4');
unsupported.addSubnet('2001:db8:bad::', 48, 'ipv6');

export function isUnsupportedRegion(address: string): boolean {
  return unsupported.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
