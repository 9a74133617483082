import type { Money, Network } from '@diboas/kernel';
import type { FeePart } from '@diboas/orchestration';
import { conversionFee } from './fee-basis.ts';

const NETWORK_NAMES: Readonly<Record<Network, string>> = {
  bitcoin: 'Bitcoin',
  ethereum: 'Ethereum',
  solana: 'Solana',
  sui: 'Sui',
  fiat: 'fiat',
};

/** The two fees of an on-ramp, with how each can be checked; a fee of nothing is left out. */
export function onrampFees({
  by,
  pay,
  provider,
  network,
  on,
}: {
  /** The provider's name, as people read it. */
  by: string;
  pay: Money;
  /** What the provider takes for itself, and what it passes on to the network. */
  provider: Money;
  network: Money;
  on: Network;
}): FeePart[] {
  const parts: FeePart[] = [
    conversionFee(provider, { of: pay, by }),
    {
      tier: 'network',
      amount: network,
      takenBy: NETWORK_NAMES[on],
      purpose: 'transfer',
      basis: { kind: 'quoted', by },
    },
  ];
  return parts.filter((part) => part.amount.units > 0n);
}
