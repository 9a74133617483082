import {
  type BitcoinMempool,
  type ChainAccess,
  chainOfGenesis,
  openBitcoinMempool,
  openChain,
  type TreasuryWallet,
  treasuryWallet,
} from '@diboas/chain-access';
import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { NetworkChain } from '@diboas/networks';
import { UsageError } from '../command-line/options.ts';

/** How long the site may take for one answer. */
const TIMEOUT_MS = 20_000;

export interface OpenTreasury {
  readonly wallet: TreasuryWallet;
  readonly chain: NetworkChain;
  readonly access: ChainAccess<'bitcoin'>;
  readonly mempool: BitcoinMempool;
}

/** The wallet of the keys that the environment says, on the chain of the site that it says. */
export async function openTreasury(
  env: Readonly<Record<string, string | undefined>>,
): Promise<Outcome<OpenTreasury, 'unavailable'>> {
  const url = env.CHAIN_URL_BITCOIN;
  if (!url) throw new UsageError('CHAIN_URL_BITCOIN says which site is asked.');
  const node = (chain: NetworkChain) => ({ chain, url, timeoutMs: TIMEOUT_MS });
  const genesis = await openChain({ network: 'bitcoin', ...node('live') }).genesis();
  if (!genesis.ok) return refuse('unavailable');
  const chain = chainOfGenesis('bitcoin', genesis.value);
  const keys = (env.TREASURY_BITCOIN_KEYS ?? '').split(',').map((key) => key.trim());
  const wallet = treasuryWallet(keys, { genesis: genesis.value, chain });
  if (!wallet.ok)
    throw new UsageError('TREASURY_BITCOIN_KEYS takes three different public keys, compressed, in hex.');
  return accept({
    ...{ wallet: wallet.value, chain },
    access: openChain({ network: 'bitcoin', ...node(chain) }),
    mempool: openBitcoinMempool(node(chain)),
  });
}
