import type { Money, Network } from '@diboas/kernel';
import type { FeePart, ProviderQuoteRequest } from '@diboas/orchestration';
import { describeFee, formatPrice } from './fee-sentence.ts';

const NETWORK_NAMES: Readonly<Record<Network, string>> = {
  bitcoin: 'Bitcoin network',
  ethereum: 'Ethereum network',
  solana: 'Solana network',
  sui: 'Sui network',
  fiat: 'network',
};

/** The two fees of an on-ramp, in words a person can check; a fee of nothing is left out. */
export function onrampFees({
  by,
  pay,
  provider,
  network,
  receive,
}: {
  /** The provider's name, as people read it. */
  by: string;
  pay: Money;
  /** What the provider takes for itself, and what it passes on to the network. */
  provider: Money;
  network: Money;
  receive: ProviderQuoteRequest['receive'];
}): FeePart[] {
  const networkName = NETWORK_NAMES[receive.network];
  const parts: FeePart[] = [
    {
      tier: 'provider',
      amount: provider,
      takenBy: by,
      why: `${by} takes your payment and turns it into ${receive.asset}.`,
      how: describeFee({ fee: provider, of: pay, quotedBy: by }),
    },
    {
      tier: 'network',
      amount: network,
      takenBy: networkName,
      why: `The ${networkName} charges for moving the ${receive.asset} to your balance.`,
      how: `${formatPrice(network)}, as quoted by ${by} for the ${networkName} now`,
    },
  ];
  return parts.filter((part) => part.amount.units > 0n);
}
