// What networks say of strategies and of what went between networks: what was carried out under the names that were kept, by which
// address, what lies at that address now, and what its shares of strategies are worth.
import { type Asset, type Money, money, type Network } from '@diboas/kernel';
import type { ChainNetwork } from '@diboas/networks';
import type { OutsideWorld } from '@diboas/testkit/system';
import { address, createSolanaRpc, isSignature } from '@solana/kit';
import {
  type Address,
  createPublicClient,
  erc20Abi,
  getAddress,
  type Hex,
  http,
  isHash,
  parseAbi,
  parseEventLogs,
  type TransactionReceipt,
  TransactionReceiptNotFoundError,
  zeroAddress,
} from 'viem';
import type { Networks } from '../cluster/networks.ts';
import type { Life } from './lives.ts';

/** A transaction of ours that is in a block. */
export interface CarriedOut {
  /** The transaction of ours that it is for. */
  readonly id: string;
  /** Whether it does what was ordered, and does not only let a contract take something for it. */
  readonly isAct: boolean;
  /** What was reverted did nothing. */
  readonly isDone: boolean;
}

/** An address that orders of one provider are paid from. */
export interface PaidFrom {
  readonly provider: string;
  readonly network: ChainNetwork;
  readonly address: string;
  readonly held: readonly Money[];
  /** Transactions of its own beyond those under names that were kept; null where its network does not count them. */
  readonly strange: number | null;
}

/** What all shares of a provider's strategies in an asset could be taken out for now. */
export interface Invested {
  readonly provider: string;
  readonly worth: Money;
}

export interface DefiChains {
  /** Whether the networks were asked at all. */
  readonly isAsked: boolean;
  readonly done: readonly CarriedOut[];
  readonly paidFrom: readonly PaidFrom[];
  readonly invested: readonly Invested[];
}

export const NO_DEFI: DefiChains = { isAsked: false, done: [], paidFrom: [], invested: [] };

const OPERATIONS: readonly string[] = ['START_STRATEGY', 'STOP_STRATEGY', 'BRIDGE'];

/** What moves by transactions that we sign, on a network that is asked here: into a strategy, out of it, or to another network. */
export function isDefi({ terms: { operation, order } }: Pick<Life, 'terms'>): boolean {
  return OPERATIONS.includes(operation) && ['ethereum', 'solana'].includes(order.payNetwork);
}

interface Found extends CarriedOut {
  readonly provider: string;
  readonly network: Network;
  readonly by: string;
  readonly receipt: TransactionReceipt | null;
  readonly asset: Asset;
}

/** Where networks are asked, and what lies at an address there. */
export interface AskedNetworks extends Pick<Networks, 'holdings'> {
  readonly world: Pick<OutsideWorld, 'chainUrls'>;
}

export async function readDefi(lives: readonly Life[], networks: AskedNetworks): Promise<DefiChains> {
  const { ethereum = '', solana = '' } = networks.world.chainUrls;
  const chains = { ethereum: askEthereum(ethereum), solana: askSolana(solana) };
  const found = (await Promise.all(namedIn(lives.filter(isDefi)).map((one) => find(chains, one)))).flat();
  const payers = [...Map.groupBy(found, ({ provider, network, by }) => `${provider} ${network} ${by}`)];
  const paidFrom = await Promise.all(
    payers.map(async ([, [first, ...more]]): Promise<PaidFrom[]> => {
      if (first === undefined || (first.network !== 'ethereum' && first.network !== 'solana')) return [];
      const { provider, network, by } = first;
      const lying = await networks.holdings({ network, address: by });
      const sent = network === 'ethereum' ? await chains.ethereum.sentBy(by) : null;
      const strange = sent === null ? null : sent - 1 - more.length;
      return [{ provider, network, address: by, held: lying.map((one) => one.money), strange }];
    }),
  );
  const invested = await readInvested(chains.ethereum, found);
  return { isAsked: true, done: found, paidFrom: paidFrom.flat(), invested };
}

interface Named extends Omit<Found, 'isDone' | 'by' | 'receipt'> {
  readonly name: string;
}

/** Of each version the first name is that of what does it. Several versions may have the same ones. */
function namedIn(lives: readonly Life[]): Named[] {
  const all = lives.flatMap(({ id, terms, attempts }) =>
    attempts.flatMap(({ provider, memos }) =>
      memos.flatMap(({ names }) =>
        names.map((name, place) => ({
          ...{ id, provider, name, isAct: place === 0 },
          ...{ network: terms.order.payNetwork, asset: terms.order.pay.asset },
        })),
      ),
    ),
  );
  return [...new Map(all.map((one) => [one.name, one])).values()];
}

type Chains = Readonly<{ ethereum: ReturnType<typeof askEthereum>; solana: ReturnType<typeof askSolana> }>;

async function find(chains: Chains, { name, ...named }: Named): Promise<Found[]> {
  const told = await (named.network === 'ethereum' ? chains.ethereum : chains.solana).find(name);
  return told === null ? [] : [{ ...named, ...told }];
}

function askEthereum(url: string) {
  const client = createPublicClient({ transport: http(url, { retryCount: 0 }), cacheTime: 0 });
  return {
    client,
    sentBy: (by: string) => client.getTransactionCount({ address: getAddress(by) }),
    async find(hash: string) {
      if (!isHash(hash)) return null;
      try {
        const receipt = await client.getTransactionReceipt({ hash });
        return { isDone: receipt.status === 'success', by: getAddress(receipt.from), receipt };
      } catch (error) {
        if (error instanceof TransactionReceiptNotFoundError) return null;
        throw error;
      }
    },
  };
}

function askSolana(url: string) {
  const rpc = createSolanaRpc(url);
  return {
    async find(signature: string) {
      if (!isSignature(signature)) return null;
      const asked = { commitment: 'confirmed', encoding: 'json', maxSupportedTransactionVersion: 0 } as const;
      const told = await rpc.getTransaction(signature, asked).send();
      const by = told?.transaction.message.accountKeys[0];
      if (!told || by === undefined) return null;
      return { isDone: told.meta?.err === null, by: address(by), receipt: null };
    },
  };
}

/** By whose shares came about as something was put in: each token of them once. */
async function readInvested({ client }: Chains['ethereum'], found: readonly Found[]): Promise<Invested[]> {
  const minted = found.flatMap(({ receipt, provider, asset, by }) => {
    const moved = parseEventLogs({ abi: erc20Abi, eventName: 'Transfer', logs: receipt?.logs ?? [] });
    return moved.flatMap(({ address: token, args }) =>
      args.from === zeroAddress && args.to === by ? [{ provider, asset, token, holder: getAddress(by) }] : [],
    );
  });
  const tokens = new Map(minted.map((one) => [`${one.token} ${one.holder}`, one]));
  return await Promise.all(
    [...tokens.values()].map(async ({ provider, asset, token, holder }) => ({
      provider,
      worth: money(asset, await worthOf(client, token, holder)),
    })),
  );
}

const vaultAbi = parseAbi(['function convertToAssets(uint256 shares) view returns (uint256)']);

/** A share of a vault says what it is worth; what is no vault counts in units of what lies there. */
async function worthOf(
  client: ReturnType<typeof askEthereum>['client'],
  token: Address,
  holder: Hex,
): Promise<bigint> {
  const shares = await client.readContract({
    ...{ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [holder] },
  });
  const asked = { address: token, abi: vaultAbi, functionName: 'convertToAssets', args: [shares] } as const;
  return await client.readContract(asked).catch(() => shares);
}
