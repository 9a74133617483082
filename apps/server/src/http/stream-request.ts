import type { IncomingMessage } from 'node:http';

/** Where the live stream is asked for. */
export const STREAM_PATH = '/v1/live';

/**
 * Whether a request leaves HTTP. Any other that offers an upgrade is a request like all others: servers are free to
 * ignore the offer (RFC 9110 section 7.8).
 */
export function asksForStream({ method, url = '', headers }: IncomingMessage): boolean {
  const path = url.split('?', 1)[0];
  return method === 'GET' && path === STREAM_PATH && headers.upgrade?.toLowerCase() === 'websocket';
}
