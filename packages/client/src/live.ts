import { LIVE_PATH, type LiveMessage, liveMessage } from '@diboas/protocol';

/**
 * Where the live stream is asked for, by the address of a page of the server's.
 *
 * @param after the place in the customer's stream after which it goes on; null starts it at now
 */
export function liveUrl(page: string, after: number | null): URL {
  const url = new URL(LIVE_PATH, page);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  if (after !== null) url.searchParams.set('after', String(after));
  return url;
}

/** Null for what is not a message of ours: a newer server may say more than this client understands. */
export function readLiveMessage(data: unknown): LiveMessage | null {
  if (typeof data !== 'string') return null;
  try {
    const parsed = liveMessage.safeParse(JSON.parse(data));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
