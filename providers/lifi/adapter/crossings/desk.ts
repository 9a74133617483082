import { accept, type Money, type Outcome, refuse } from '@diboas/kernel';
import { assetsOn, type NetworkChain } from '@diboas/networks';
import type { ProviderQuoteRefusal } from '@diboas/orchestration';
import { checkWord, type DeskOf, type ReportCredentials, watchCredentials } from '@diboas/providers-kit';
import {
  type Carriage,
  type Carrier,
  type CarrierOffer,
  type CarrierWord,
  createCarrierDesk,
} from '@diboas/providers-kit/crossings';
import type { EvmOptions } from '@diboas/providers-kit/evm';
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

/** How LI.FI numbers networks; of those of Ethereum's kind it is their own number. Source: @lifi/types, ChainId. */
const SOLANA = 1_151_111_081_099_710;
const ETHEREUM: Readonly<Record<NetworkChain, number>> = { live: 1, test: 31_337 };

/** USDC of Ethereum to Solana by LI.FI, whoever carries it there. */
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
    contracts: [DIAMOND],
    offer: (carriage) => offerOf(parts, carriage),
    whereabouts: (sentHash) => askWhere(parts, sentHash),
  };
}

function usdcOn(network: 'ethereum' | 'solana', chain: NetworkChain): string {
  return assetsOn(network, chain).find(({ asset }) => asset === 'USDC')?.token ?? '';
}

async function offerOf(
  { connection, chain, now }: LifiParts,
  { pay, sender, recipient }: Carriage,
): Promise<Outcome<CarrierOffer, ProviderQuoteRefusal>> {
  const asked = {
    ...{ fromChain: ETHEREUM[chain], toChain: SOLANA, fromAmount: pay.units },
    ...{ fromToken: usdcOn('ethereum', chain), toToken: usdcOn('solana', chain) },
    ...{ fromAddress: sender, toAddress: recipient },
  };
  try {
    const quote = await connection.quote(asked);
    if (!isAsked(quote, asked, pay)) return refuse('unavailable');
    const { estimate, transactionRequest: made } = quote;
    const { toAmountMin: least, toAmount: expected } = estimate;
    return accept({
      ...{ least, expected, spender: estimate.approvalAddress, gas: made.gasLimit },
      call: { to: made.to, data: made.data, value: made.value ?? 0n },
      seconds: Math.ceil(estimate.executionDuration),
    });
  } catch (error) {
    return refuse(noOffer(error, now()));
  }
}

type Asked = Parameters<LifiConnection['quote']>[0];

/** Whether it is an offer of what was asked for, and one that adds up. */
function isAsked({ action, estimate }: LifiQuote, asked: Asked, pay: Money): boolean {
  const isSame = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();
  return (
    action.fromChainId === asked.fromChain &&
    action.toChainId === asked.toChain &&
    action.fromAmount === pay.units &&
    isSame(action.fromToken.address, asked.fromToken) &&
    action.toToken.address === asked.toToken &&
    isSame(action.fromAddress, asked.fromAddress) &&
    action.toAddress === asked.toAddress &&
    estimate.toAmountMin > 0n &&
    estimate.toAmountMin <= estimate.toAmount &&
    estimate.toAmount <= pay.units
  );
}

async function askWhere({ connection, chain, now }: LifiParts, txHash: string): Promise<CarrierWord> {
  try {
    const status = await connection.status({ txHash, fromChain: ETHEREUM[chain], toChain: SOLANA });
    return wordOf(
      status,
      ({ chainId, token }) => chainId === SOLANA && token?.address === usdcOn('solana', chain),
    );
  } catch (error) {
    // It has left: whoever says nothing changes nothing of that.
    sortFault(error, now());
    return { kind: 'on_its_way' };
  }
}
