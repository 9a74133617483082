import { type Asset, accept, type Money, type Network, type Outcome, refuse } from '@diboas/kernel';
import type { EvmParts } from '../evm/parts.ts';
import type { Carriage, Carrier } from './carrier.ts';

export interface CarrierParts extends EvmParts {
  readonly carrier: Carrier;
}

interface AskedFor {
  readonly pay: Money;
  readonly payNetwork: Network;
  readonly receive: { readonly asset: Asset; readonly network: Network };
}

/**
 * With our addresses. `unsupported`: it is no USDC from Ethereum to where we have an address for what crosses, which so far is Solana alone.
 */
export async function carriageOf(
  { signer }: Pick<CarrierParts, 'signer'>,
  { pay, payNetwork, receive }: AskedFor,
): Promise<Outcome<Carriage, 'unavailable' | 'unsupported'>> {
  const isUsdc = pay.asset === 'USDC' && receive.asset === 'USDC';
  if (!isUsdc || payNetwork !== 'ethereum' || receive.network !== 'solana') return refuse('unsupported');
  const [sender, recipient] = await Promise.all([signer.address('ethereum'), signer.address('solana')]);
  if (!sender.ok) return sender;
  if (!recipient.ok) return recipient;
  return accept({ pay, to: 'solana', sender: sender.value, recipient: recipient.value });
}
