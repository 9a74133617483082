import { ASSETS, type Asset, type Network } from '@diboas/kernel';

/** Government money in, a token or coin out, on a chain. Whether a provider sells the pair is for it to say. */
export function isOnrampPair(pair: { pay: Asset; receive: Asset; network: Network }): boolean {
  const { pay, receive, network } = pair;
  return ASSETS[pay].kind === 'fiat' && ASSETS[receive].kind !== 'fiat' && network !== 'fiat';
}
