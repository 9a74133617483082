// Wallets as Privy tells of them: each has one key, on the chain of its type.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { type ChainNetwork, type NetworkChain, readAddress } from '@diboas/networks';
import { keptText, ProviderRefusalError } from '@diboas/providers-kit';
import { z } from 'zod';
import type { PrivyConnection } from './connection.ts';

/** How Privy calls the kind of key that a network has. */
export const CHAIN_TYPES = {
  bitcoin: 'bitcoin-segwit',
  ethereum: 'ethereum',
  solana: 'solana',
  sui: 'sui',
} as const satisfies Readonly<Record<ChainNetwork, string>>;

export interface PrivyWallet {
  readonly id: string;
  /** In the letters in which its network writes it. */
  readonly address: string;
  /** In hex, compressed; empty where Privy does not say. */
  readonly publicKey: string;
}

const walletSchema = z.object({
  id: keptText.min(1),
  address: keptText,
  chain_type: z.string(),
  public_key: keptText.default(''),
});

/** Null for what is no wallet of that network, on our chain. */
export function readWallet(
  body: unknown,
  { network, chain }: { readonly network: ChainNetwork; readonly chain: NetworkChain },
): PrivyWallet | null {
  const { data } = walletSchema.safeParse(body);
  if (data === undefined || data.chain_type !== CHAIN_TYPES[network]) return null;
  const read = readAddress(network, data.address, chain);
  const publicKey = data.public_key.toLowerCase().replace(/^0x/, '');
  return read.ok ? { id: data.id, address: read.value.address, publicKey } : null;
}

export function externalName(externalId: string): string {
  return `ext_wal_${externalId}`;
}

export type PayingWallets = (
  network: ChainNetwork,
) => Promise<Outcome<PrivyWallet, 'unavailable' | 'unsupported'>>;

/** The wallets that orders are paid from, one a network. Each is asked for once: it never changes. */
export function createPayingWallets(
  connection: PrivyConnection,
  { stem, chain }: { readonly stem: string; readonly chain: NetworkChain },
): PayingWallets {
  const known = new Map<ChainNetwork, PrivyWallet>();
  return async (network) => {
    const before = known.get(network);
    if (before !== undefined) return accept(before);
    try {
      const body = await connection.getWallet(externalName(`${stem}-${network}`));
      const wallet = readWallet(body, { network, chain });
      if (wallet === null) return refuse('unsupported');
      known.set(network, wallet);
      return accept(wallet);
    } catch (error) {
      // Whatever else went wrong, nothing was done and nothing is known.
      const isMissing = error instanceof ProviderRefusalError && error.status === 404;
      return refuse(isMissing ? 'unsupported' : 'unavailable');
    }
  };
}
