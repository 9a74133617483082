import { isAsset } from '@diboas/kernel';
import type { ChainNetworkView, PlaceView, TransactionSummary } from '@diboas/protocol';
import type { Text } from '../words/text.ts';

/** How a place of money is called: "Cash", "Ana Souza", "ana@example.com", "Card". */
export function placeText(place: PlaceView, t: Text): string {
  switch (place.kind) {
    case 'balance': {
      const name = t(`balance.type.${place.type}`);
      return place.network ? t('place.on', { place: name, network: networkName(place.network) }) : name;
    }
    case 'strategy':
      return strategyName(place.strategy);
    case 'person':
      return place.name ?? place.email;
    case 'payment':
      return t(`method.${place.method}`);
    case 'address':
      return place.name ?? shortAddress(place.address);
    case 'bank_account':
      return place.name ?? place.shown;
    default:
      // Also what a newer server calls a place, which this version has no words for.
      return t('place.elsewhere');
  }
}

/** How a strategy is called, which is the same in every language: "Northvault USDC" for `northvault-usdc`, whoever has it. */
export function strategyName(id: string): string {
  return id
    .split('-')
    .map((word) => {
      const large = word.toUpperCase();
      if (isAsset(large)) return large;
      // Standards of Ethereum have numbers: ERC-20.
      if (/^ERC\d+$/.test(large)) return large.replace('ERC', 'ERC-');
      return word.charAt(0).toUpperCase() + word.slice(1);
    })
    .join(' ');
}

const NETWORK_NAMES: Record<ChainNetworkView, string> = {
  bitcoin: 'Bitcoin',
  ethereum: 'Ethereum',
  solana: 'Solana',
  sui: 'Sui',
};

/** The proper name of a network, which is the same in every language. */
export function networkName(network: ChainNetworkView): string {
  return NETWORK_NAMES[network];
}

/** The address that money goes to or comes from; null where there is none. */
export function addressIn({ from, to }: Pick<TransactionSummary, 'from' | 'to'>) {
  const place = [to, from].find(({ kind }) => kind === 'address');
  return place?.kind === 'address' ? place : null;
}

/** Its ends, by which people tell addresses apart; a page that asks for their word shows all of it. */
export function shortAddress(address: string): string {
  return address.length <= 16 ? address : `${address.slice(0, 8)}…${address.slice(-6)}`;
}

/** The same with the whole address or account that the money goes by: names can be alike. */
export function wholePlaceText(place: PlaceView, t: Text): string {
  if (place.kind === 'address')
    return place.name === null ? place.address : `${place.name}, ${place.address}`;
  if (place.kind === 'bank_account')
    return place.name === null ? place.shown : `${place.name}, ${place.shown}`;
  const isNamed = place.kind === 'person' && place.name !== null;
  return isNamed ? `${place.name}, ${place.email}` : placeText(place, t);
}

/** Whether money comes to the person, leaves them, or stays with them in another of their balances or in a strategy. */
export function directionOf({ from, to }: Pick<TransactionSummary, 'from' | 'to'>): 'in' | 'out' | 'between' {
  if (!isOwn(to)) return 'out';
  return isOwn(from) ? 'between' : 'in';
}

function isOwn({ kind }: PlaceView): boolean {
  return kind === 'balance' || kind === 'strategy';
}
