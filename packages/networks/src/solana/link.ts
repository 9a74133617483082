import { accept, parseMoney, refuse } from '@diboas/kernel';
import type { LinkOutcome } from '../shape/address.ts';
import type { NetworkChain } from '../shape/chain.ts';
import { findTwice } from '../shape/query.ts';
import { SOLANA_ASSETS } from './amount.ts';

/** What whoever wrote the link finds the payment by: left out, they would not know that it was paid. */
const NEEDED: readonly string[] = ['reference', 'memo'];

/**
 * `solana:<address>?amount=<decimal>&spl-token=<mint>`, a transfer request of the Solana Pay specification. A link to a
 * page that would make the transaction is refused: we sign nothing that others have made.
 */
export function readSolanaLink(body: string, chain: NetworkChain): LinkOutcome {
  const [address = '', query = ''] = body.split(/\?(.*)/s);
  if (/^https(:|%3a)/i.test(address)) return refuse({ reason: 'link_asks_more', parameter: 'https' });
  // Small and large letters alike: a token that is asked for in others is not left out, as if it were the coin.
  const given = [...new URLSearchParams(query)].map(([name, value]) => [name.toLowerCase(), value] as const);
  const names = given.map(([name]) => name);
  const more = NEEDED.find((name) => names.includes(name));
  if (more !== undefined) return refuse({ reason: 'link_asks_more', parameter: more });
  const twice = findTwice(names, ['amount', 'spl-token']);
  if (twice !== null) return refuse({ reason: 'link_says_twice', parameter: twice });
  const parameters = new Map(given);
  const mint = parameters.get('spl-token') ?? null;
  const asked = SOLANA_ASSETS[chain].find(({ token }) => token === mint);
  if (asked === undefined) return refuse({ reason: 'link_of_another_asset', token: mint ?? '' });
  const text = parameters.get('amount');
  if (text === undefined) return accept({ address, ask: { asset: asked.asset, units: null } });
  const amount = parseMoney(asked.asset, text);
  if (!amount.ok || amount.value.units <= 0n) return refuse({ reason: 'link_amount_unreadable' });
  return accept({ address, ask: { asset: asked.asset, units: amount.value.units } });
}
