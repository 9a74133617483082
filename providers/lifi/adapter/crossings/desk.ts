import { accept, type Money, type Outcome, refuse } from '@diboas/kernel';
import { assetsOn, type NetworkChain } from '@diboas/networks';
import type { ProviderQuoteRefusal } from '@diboas/orchestration';
import {
  checkWord,
  type DeskOf,
  type ReportCredentials,
  type SignedNetwork,
  type SigningNetwork,
  watchCredentials,
} from '@diboas/providers-kit';
import {
  type Carriage,
  type CarriedWay,
  type Carrier,
  type CarrierOffer,
  type CarrierWord,
  createCarrierDesk,
} from '@diboas/providers-kit/crossings';
import type { EvmOptions } from '@diboas/providers-kit/evm';
import { isAddress } from 'viem';
import { connectToLifi, type LifiConnection, type LifiQuote } from '../wire/connection.ts';
import { noOffer, sortFault } from '../wire/fault.ts';
import { wordOf } from './words.ts';

export interface LifiOptions extends Omit<EvmOptions, 'use'> {
  readonly apiKey: string;
  /** https://li.quest/v1, or another host that speaks like it, over http or https. */
  readonly baseUrl: string;
  /** Hears when LI.FI begins to refuse our key, and when it takes it again. */
  readonly reportCredentials: ReportCredentials;
}

/** LI.FI's own contract, the same on every network of Ethereum's kind. Source: github.com/lifinance/contracts, deployments. */
const DIAMOND = '0x1231DEB6f5749EF6cE6943a275A1D3E7486F4EaE';

/**
 * Programs of those who carry from Solana: memos, the depository of Relay, Mayan Swift and the spoke pool of Across. Sources: their own
 * repositories (relay-depository, mayan-finance/swap-sdk, across-protocol/contracts).
 */
const PROGRAMS: ReadonlySet<string> = new Set([
  'MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr',
  '99vQwtBwYtrqqD9YSXbdum3KBdxPAVxYTaQ3cfnJSrN2',
  'BLZRi6frs4X4DNLw56V4EXai1b6QVESN1BhHBTYM9VcY',
  'DLv3NggMiSaef97YCkew5xKUHDh13tVGZ7tydt3ZeAru',
]);

const [SOLANA, SUI] = [1_151_111_081_099_710, 9_270_000_000_000_000];

/** How LI.FI numbers networks; of those of Ethereum's kind it is their own number. Source: @lifi/types, ChainId. */
const CHAIN_IDS: Readonly<Record<NetworkChain, Readonly<Record<SigningNetwork, number>>>> = {
  live: { ethereum: 1, solana: SOLANA, sui: SUI },
  test: { ethereum: 31_337, solana: SOLANA, sui: SUI },
};

/** USDC between Ethereum and Solana, and from either to Sui, by LI.FI, whoever carries it there. */
export function createLifiCrossings(options: LifiOptions): DeskOf<'crossings'> {
  const credentials = watchCredentials(options.reportCredentials);
  const apiKey = checkWord(options.apiKey, 'LIFI_API_KEY');
  const connection = connectToLifi({ ...options, apiKey, credentials });
  const { chain } = options.chains;
  return createCarrierDesk({
    ...options,
    use: 'routes',
    carrier: createLifi({ connection, chain, now: options.now }),
  });
}

interface LifiParts {
  readonly connection: LifiConnection;
  readonly chain: NetworkChain;
  readonly now: EvmOptions['now'];
}

function createLifi(parts: LifiParts): Carrier {
  return {
    name: 'LI.FI',
    ways: [
      { from: 'ethereum', to: 'solana' },
      { from: 'solana', to: 'ethereum' },
      { from: 'ethereum', to: 'sui' },
      { from: 'solana', to: 'sui' },
    ],
    networks: ['ethereum', 'solana', 'sui'],
    // The least that LI.FI names is half a percent below what it expects already.
    slackBps: 0n,
    ...{ contracts: [DIAMOND], programs: PROGRAMS },
    offer: (carriage) => offerOf(parts, carriage),
    whereabouts: (sentHash, way) => askWhere(parts, sentHash, way),
  };
}

function usdcOn(network: SigningNetwork, chain: NetworkChain): string {
  return assetsOn(network, chain).find(({ asset }) => asset === 'USDC')?.token ?? '';
}

async function offerOf(
  { connection, chain, now }: LifiParts,
  { pay, from, to, sender, recipient }: Carriage,
): Promise<Outcome<CarrierOffer, ProviderQuoteRefusal>> {
  const ids = CHAIN_IDS[chain];
  const asked = {
    ...{ fromChain: ids[from], toChain: ids[to], fromAmount: pay.units },
    ...{ fromToken: usdcOn(from, chain), toToken: usdcOn(to, chain) },
    ...{ fromAddress: sender, toAddress: recipient },
  };
  try {
    const quote = await connection.quote(asked);
    const offer = isAsked(quote, asked, pay) ? madeFor(from, quote) : null;
    return offer === null ? refuse('unavailable') : accept(offer);
  } catch (error) {
    return refuse(noOffer(error, now()));
  }
}

/** Null where what was made is none of that network, or wants more than is told. */
function madeFor(
  network: SignedNetwork,
  { estimate, transactionRequest: made }: LifiQuote,
): CarrierOffer | null {
  const { toAmountMin: least, toAmount: expected, approvalAddress = '', gasCosts = [] } = estimate;
  const promised = { least, expected, seconds: Math.ceil(estimate.executionDuration) };
  if (network === 'solana') {
    const lamports = ROOM * gasCosts.reduce((sum, { amount }) => sum + amount, 0n);
    const isMade = made.to === undefined && lamports > 0n;
    return isMade ? { ...promised, network, transaction: made.data, lamports } : null;
  }
  // Nothing goes with the call but the call: what LI.FI takes is in the amount.
  if (made.to === undefined || (made.value ?? 0n) !== 0n || !isAddress(approvalAddress)) return null;
  const call = { to: made.to, data: made.data, value: 0n };
  return { ...promised, network, call, spender: approvalAddress, gas: made.gasLimit };
}

/** What LI.FI expects Solana to take may be so much more a minute later. */
const ROOM = 2n;

type Asked = Parameters<LifiConnection['quote']>[0];

/** Whether it is an offer of what was asked for, and one that adds up. */
function isAsked({ action, estimate }: LifiQuote, asked: Asked, pay: Money): boolean {
  // In base58 letters of both sizes differ; in hex they do not.
  const plain = (text: string): string => (text.startsWith('0x') ? text.toLowerCase() : text);
  const isSame = (left: string, right: string): boolean => plain(left) === plain(right);
  return (
    action.fromChainId === asked.fromChain &&
    action.toChainId === asked.toChain &&
    action.fromAmount === pay.units &&
    isSame(action.fromToken.address, asked.fromToken) &&
    isSame(action.toToken.address, asked.toToken) &&
    isSame(action.fromAddress, asked.fromAddress) &&
    isSame(action.toAddress, asked.toAddress) &&
    estimate.toAmountMin > 0n &&
    estimate.toAmountMin <= estimate.toAmount &&
    estimate.toAmount <= pay.units
  );
}

async function askWhere(
  { connection, chain, now }: LifiParts,
  txHash: string,
  { from, to }: CarriedWay,
): Promise<CarrierWord> {
  const [fromChain, toChain] = [CHAIN_IDS[chain][from], CHAIN_IDS[chain][to]];
  const usdc = usdcOn(to, chain).toLowerCase();
  try {
    const status = await connection.status({ txHash, fromChain, toChain });
    return wordOf(
      status,
      ({ chainId, token }) => chainId === toChain && token?.address.toLowerCase() === usdc,
    );
  } catch (error) {
    // It has left: whoever says nothing changes nothing of that.
    sortFault(error, now());
    return { kind: 'on_its_way' };
  }
}
