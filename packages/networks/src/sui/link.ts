import { accept, refuse } from '@diboas/kernel';
import type { LinkOutcome } from '../shape/address.ts';

/** Sui has no standard for payment links: only an address after the scheme is read, and nothing that is asked for. */
export function readSuiLink(body: string): LinkOutcome {
  const [address = '', query = ''] = body.split(/\?(.*)/s);
  const [parameter] = new URLSearchParams(query).keys();
  return parameter === undefined
    ? accept({ address, ask: null })
    : refuse({ reason: 'link_asks_more', parameter });
}
