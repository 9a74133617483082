import { isIP, isIPv6 } from 'node:net';

/** Listening on all addresses of the machine, in either family. Nobody can be sent to these. */
const WILDCARDS = new Set(['0.0.0.0', '::', '0:0:0:0:0:0:0:0', '::0', '::ffff:0.0.0.0']);

/**
 * The address of a server, for people and programs on this machine. A host that stands for all addresses is reached
 * as localhost, and one of IPv6 goes into brackets (RFC 3986, 3.2.2); its zone is of no use to a browser.
 */
export function httpAddress({ host, port }: { readonly host: string; readonly port: number }): string {
  if (WILDCARDS.has(host)) return `http://localhost:${port}`;
  return isIPv6(host) ? `http://[${host.replace(/%.*$/, '')}]:${port}` : `http://${host}:${port}`;
}

/** Without the brackets that people copy from an address: a socket is opened on the bare one. */
export function bareHost(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1');
}

/** Something a server can listen on: an address, or a name. */
export function isHost(host: string): boolean {
  return isIP(host) !== 0 || /^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$/.test(host);
}

/** Whether only this machine reaches what listens there. */
export function isLoopbackHost(host: string): boolean {
  const bare = bareHost(host).toLowerCase();
  return bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1' || /^127\.[\d.]+$/.test(bare);
}

export function isPostgresUrl(text: string): boolean {
  return URL.canParse(text) && /^postgres(ql)?:$/.test(new URL(text).protocol);
}

/** An address, or a network like 10.1.0.0/16. One of length 0 would be everybody, and is none. */
export function isAddressOrNetwork(text: string): boolean {
  const [address = '', length, ...rest] = text.split('/');
  const bits = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (bits === 0 || rest.length > 0) return false;
  return length === undefined || (/^[1-9][0-9]{0,2}$/.test(length) && Number(length) <= bits);
}
