import type { IncomingMessage } from 'node:http';
import { LIVE_PATH } from '@diboas/protocol';

/**
 * Whether a request leaves HTTP. Any other that offers an upgrade is a request like all others: servers are free to
 * ignore the offer (RFC 9110 section 7.8).
 */
export function asksForStream({ method, url = '', headers }: IncomingMessage): boolean {
  const path = url.split('?', 1)[0];
  return method === 'GET' && path === LIVE_PATH && headers.upgrade?.toLowerCase() === 'websocket';
}
