import { accept, parseMoney, refuse } from '@diboas/kernel';
import type { LinkAsk, LinkOutcome } from '../shape/address.ts';

/**
 * `bitcoin:<address>?amount=<BTC>` by BIP-21. A parameter that begins with `req-` must be understood, and we understand
 * none; all others may be left out.
 */
export function readBitcoinLink(body: string): LinkOutcome {
  const [address = '', query = ''] = body.split(/\?(.*)/s);
  let ask: LinkAsk | null = null;
  for (const [name, value] of new URLSearchParams(query)) {
    const parameter = name.toLowerCase();
    if (parameter.startsWith('req-')) return refuse({ reason: 'link_asks_more', parameter });
    if (parameter !== 'amount') continue;
    const amount = parseMoney('BTC', value);
    if (ask !== null || !amount.ok || amount.value.units <= 0n)
      return refuse({ reason: 'link_amount_unreadable' });
    ask = { asset: 'BTC', units: amount.value.units };
  }
  return accept({ address, ask });
}
