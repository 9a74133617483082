// Payment links of Ethereum: ERC-681, for the coin and for a transfer of a token of ours.
import { type Asset, accept, refuse, UNITS_MAX } from '@diboas/kernel';
import type { LinkOutcome, WrongAddress } from '../shape/address.ts';
import type { NetworkChain } from '../shape/chain.ts';
import { findTwice } from '../shape/query.ts';
import { ETHEREUM_ASSETS } from './amount.ts';

/** Mainnet; Sepolia, and the chain that a node of one's own makes for tests. */
const CHAIN_IDS: Readonly<Record<NetworkChain, readonly string[]>> = {
  live: ['1'],
  test: ['11155111', '31337'],
};

/** What a wallet sets better by itself, so it may be left out. */
const LEFT_OUT: ReadonlySet<string> = new Set(['gas', 'gasLimit', 'gasPrice']);

/** The parts of what follows the scheme: target, chain, function, parameters. */
const BODY = /^(?:pay-)?([^@/?]*)(?:@(\d+))?(?:\/([^?]*))?(?:\?(.*))?$/s;

/**
 * `ethereum:<address>@<chain>?value=<wei>` asks for the coin, `ethereum:<token>@<chain>/transfer?address=<address>
 * &uint256=<units>` for a token. All else is refused: it would call a contract in a way nobody here has looked at.
 */
export function readEthereumLink(body: string, chain: NetworkChain): LinkOutcome {
  const parts = BODY.exec(body);
  if (parts === null) return refuse({ reason: 'link_unreadable' });
  const [, target = '', chainId, call, query = ''] = parts;
  const wrong = chainId === undefined ? null : findWrongChain(chainId, chain);
  if (wrong !== null) return refuse(wrong);
  // A number may have a sign, which is not the space that forms write so.
  const parameters = new URLSearchParams(query.replaceAll('+', '%2B'));
  if (call === undefined || call === '')
    return readCall(parameters, { asset: 'ETH', amount: 'value', target });
  if (call !== 'transfer') return refuse({ reason: 'link_asks_more', parameter: call });
  const token = ETHEREUM_ASSETS[chain].find((one) => one.token?.toLowerCase() === target.toLowerCase());
  if (target === '') return refuse({ reason: 'link_unreadable' });
  if (token === undefined) return refuse({ reason: 'link_of_another_asset', token: target });
  return readCall(parameters, { asset: token.asset, amount: 'uint256', target: parameters.get('address') });
}

function findWrongChain(chainId: string, wanted: NetworkChain): WrongAddress | null {
  if (CHAIN_IDS[wanted].includes(chainId)) return null;
  const other = wanted === 'live' ? 'test' : 'live';
  return CHAIN_IDS[other].includes(chainId)
    ? { reason: 'of_the_other_chain', chain: other }
    : { reason: 'link_of_another_chain', chainId };
}

function readCall(
  parameters: URLSearchParams,
  { asset, amount, target }: { asset: Asset; amount: 'value' | 'uint256'; target: string | null },
): LinkOutcome {
  const known = amount === 'value' ? [amount] : [amount, 'address'];
  const names = [...parameters.keys()];
  const more = names.find((name) => !known.includes(name) && !LEFT_OUT.has(name));
  if (more !== undefined) return refuse({ reason: 'link_asks_more', parameter: more });
  const twice = findTwice(names, known);
  if (twice !== null) return refuse({ reason: 'link_says_twice', parameter: twice });
  // A transfer that does not say to whom.
  if (target === null || (amount === 'uint256' && target === ''))
    return refuse({ reason: 'link_unreadable' });
  const text = parameters.get(amount);
  if (text === null) return accept({ address: target, ask: { asset, units: null } });
  const units = readNumber(text);
  if (units === null) return refuse({ reason: 'link_amount_unreadable' });
  return accept({ address: target, ask: { asset, units } });
}

/**
 * A number of ERC-681 that is whole and above zero: `2.014e18`, `1500`. Null when it is not, or more than money can be.
 */
function readNumber(text: string): bigint | null {
  const [, whole = '', fraction = '', exponent = '0'] =
    /^\+?(\d{0,40})(?:\.(\d{1,40}))?(?:[eE](\d{1,2}))?$/.exec(text) ?? [];
  if (whole === '' && fraction === '') return null;
  const places = Number(exponent);
  const rest = fraction.replace(/0+$/, '');
  if (rest.length > places) return null;
  const units = BigInt(`${whole}${rest}`) * 10n ** BigInt(places - rest.length);
  return units > 0n && units <= UNITS_MAX ? units : null;
}
