import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request may change something on the strength of the session cookie. A browser names the page that
 * sends it in `Origin`, which must be ours; what sends neither `Origin` nor `Sec-Fetch-Site` is not a browser, and
 * has no cookie unless somebody gave it one on purpose.
 */
export function isSameOrigin(headers: IncomingHttpHeaders, origins: readonly string[]): boolean {
  if (headers.origin !== undefined) return origins.includes(headers.origin);
  const site = headers['sec-fetch-site'];
  return site === undefined || site === 'same-origin' || site === 'none';
}

/** Every name of this server: one on this machine is reached as localhost and by its number alike. */
export function originsOf(publicUrl: string): readonly string[] {
  const { hostname, protocol, port, origin } = new URL(publicUrl);
  if (!['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return [origin];
  const suffix = port === '' ? '' : `:${port}`;
  return ['localhost', '127.0.0.1', '[::1]'].map((name) => `${protocol}//${name}${suffix}`);
}
