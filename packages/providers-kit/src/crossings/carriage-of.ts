import { type Asset, accept, type Money, type Network, type Outcome, refuse } from '@diboas/kernel';
import type { EvmParts } from '../evm/parts.ts';
import type { SvmReader } from '../svm/reader.ts';
import type { Carriage, Carrier } from './carrier.ts';

export interface CarrierParts extends EvmParts {
  readonly carrier: Carrier;
  /** Null where nobody says where Solana is asked. */
  readonly svm: SvmReader | null;
}

interface AskedFor {
  readonly pay: Money;
  readonly payNetwork: Network;
  readonly receive: { readonly asset: Asset; readonly network: Network };
}

/** With our addresses. `unsupported`: it is no USDC, or the carrier brings nothing from there to there. */
export async function carriageOf(
  { signer, carrier }: Pick<CarrierParts, 'signer' | 'carrier'>,
  { pay, payNetwork, receive }: AskedFor,
): Promise<Outcome<Carriage, 'unavailable' | 'unsupported'>> {
  const isUsdc = pay.asset === 'USDC' && receive.asset === 'USDC';
  const way = carrier.ways.find(({ from, to }) => from === payNetwork && to === receive.network);
  if (!isUsdc || way === undefined) return refuse('unsupported');
  const [sender, recipient] = await Promise.all([signer.address(way.from), signer.address(way.to)]);
  if (!sender.ok) return sender;
  if (!recipient.ok) return recipient;
  return accept({ ...way, pay, sender: sender.value, recipient: recipient.value });
}
