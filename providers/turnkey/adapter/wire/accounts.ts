// The addresses that orders are paid from, and those that what others of ours make is signed for: the accounts of one wallet.
import { type ChainNetwork, type NetworkChain, readAddress } from '@diboas/networks';
import { keptText, SIGNING_USES, type SigningUse } from '@diboas/providers-kit';
import { z } from 'zod';
import type { TurnkeyConnection } from './connection.ts';

export interface Account {
  readonly address: string;
  /** In hex, without anything before it; empty where Turnkey does not say. */
  readonly publicKey: string;
}

export type Accounts = Readonly<Partial<Record<ChainNetwork, Account>>>;

/** How Turnkey names the form of an address, by the chain and the network. */
export const ADDRESS_FORMATS: Readonly<Record<NetworkChain, Readonly<Record<ChainNetwork, string>>>> = {
  live: {
    bitcoin: 'ADDRESS_FORMAT_BITCOIN_MAINNET_P2WPKH',
    ethereum: 'ADDRESS_FORMAT_ETHEREUM',
    solana: 'ADDRESS_FORMAT_SOLANA',
    sui: 'ADDRESS_FORMAT_SUI',
  },
  test: {
    bitcoin: 'ADDRESS_FORMAT_BITCOIN_REGTEST_P2WPKH',
    ethereum: 'ADDRESS_FORMAT_ETHEREUM',
    solana: 'ADDRESS_FORMAT_SOLANA',
    sui: 'ADDRESS_FORMAT_SUI',
  },
};

const accountsSchema = z.object({
  accounts: z.array(
    z.object({
      addressFormat: z.string(),
      address: keptText,
      publicKey: z.string().default(''),
    }),
  ),
});

export interface AskedAccounts {
  readonly walletId: string;
  readonly chain: NetworkChain;
  /** On each network the first account pays for orders, and each use of a signer has the next. */
  readonly use: 'paying' | SigningUse;
}

/** Asks for them once: they never change. Null where Turnkey does not tell them; the next who needs them asks again. */
export function createAccounts(
  connection: TurnkeyConnection,
  asked: AskedAccounts,
): () => Promise<Accounts | null> {
  let known: Accounts | null = null;
  return async () => {
    known ??= await readAccounts(connection, asked);
    return known;
  };
}

async function readAccounts(
  connection: TurnkeyConnection,
  { walletId, chain, use }: AskedAccounts,
): Promise<Accounts | null> {
  const { organizationId } = connection;
  const body = JSON.stringify({ organizationId, walletId, paginationOptions: { limit: '100' } });
  const answer = await connection.post('/public/v1/query/list_wallet_accounts', body).catch(() => null);
  const list = accountsSchema.safeParse(answer);
  // Whatever went wrong, nothing was done and nothing is known: a key that is refused was reported by the call itself.
  if (!list.success) return null;
  const wanted = use === 'paying' ? 0 : 1 + SIGNING_USES.indexOf(use);
  const passed = new Map<ChainNetwork, number>();
  const accounts: Partial<Record<ChainNetwork, Account>> = {};
  for (const { addressFormat, address, publicKey } of list.data.accounts) {
    const network = networkOf(addressFormat, chain);
    const read = network === null ? null : readAddress(network, address, chain);
    if (network === null || !read?.ok) continue;
    const place = passed.get(network) ?? 0;
    passed.set(network, place + 1);
    if (place === wanted)
      accounts[network] = { address: read.value.address, publicKey: publicKey.replace(/^0x/, '') };
  }
  return accounts;
}

/** Bitcoin's chains for tests have each its own form, and any of them will do: who opened the wallet chose one. */
function networkOf(addressFormat: string, chain: NetworkChain): ChainNetwork | null {
  if (chain === 'test' && /^ADDRESS_FORMAT_BITCOIN_(TESTNET|SIGNET|REGTEST)_P2WPKH$/.test(addressFormat))
    return 'bitcoin';
  const found = Object.entries(ADDRESS_FORMATS[chain]).find(([, format]) => format === addressFormat);
  return found === undefined ? null : (found[0] as ChainNetwork);
}
