import { accept, parseMoney, refuse } from '@diboas/kernel';
import type { LinkOutcome } from '../shape/address.ts';

/**
 * `bitcoin:<address>?amount=<BTC>` by BIP-21. A parameter that begins with `req-` must be understood, and we understand
 * none; all others may be left out.
 */
export function readBitcoinLink(body: string): LinkOutcome {
  const [address = '', query = ''] = body.split(/\?(.*)/s);
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(query)) {
    const parameter = name.toLowerCase();
    if (parameter.startsWith('req-')) return refuse({ reason: 'link_asks_more', parameter });
    if (parameter === 'amount' && parameters.has(parameter))
      return refuse({ reason: 'link_says_twice', parameter });
    parameters.set(parameter, value);
  }
  const text = parameters.get('amount');
  if (text === undefined) return accept({ address, ask: null });
  const amount = parseMoney('BTC', text);
  if (!amount.ok || amount.value.units <= 0n) return refuse({ reason: 'link_amount_unreadable' });
  return accept({ address, ask: { asset: 'BTC', units: amount.value.units } });
}
