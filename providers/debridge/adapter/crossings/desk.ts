import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { NetworkChain } from '@diboas/networks';
import type { ProviderQuoteRefusal } from '@diboas/orchestration';
import { type DeskOf, type ReportCredentials, watchCredentials } from '@diboas/providers-kit';
import {
  type Carriage,
  type Carrier,
  type CarrierOffer,
  createCarrierDesk,
} from '@diboas/providers-kit/crossings';
import type { EvmOptions } from '@diboas/providers-kit/evm';
import { isAddressEqual } from 'viem';
import { type CreatedOrder, connectToDebridge, type DebridgeConnection } from '../wire/connection.ts';
import { noOffer } from '../wire/fault.ts';
import { DLN_SOURCE } from '../wire/placed-order.ts';
import { CHAIN_IDS, usdcOn, wrongWithOrder } from './looked-at.ts';
import { askWhere } from './whereabouts.ts';

export interface DebridgeOptions extends Omit<EvmOptions, 'use'> {
  /** https://dln.debridge.finance/v1.0, or another host that speaks like it, over http or https. */
  readonly baseUrl: string;
  /** https://dln-api.debridge.finance/api, or another host that speaks like it, over http or https. */
  readonly ordersUrl: string;
  /** Hears nothing: deBridge asks for no key. */
  readonly reportCredentials: ReportCredentials;
}

/** USDC between Ethereum and Solana by an order on deBridge's DLN, whoever fulfils it. */
export function createDebridgeCrossings(options: DebridgeOptions): DeskOf<'crossings'> {
  const credentials = watchCredentials(options.reportCredentials);
  const connection = connectToDebridge({ ...options, credentials });
  const { chain } = options.chains;
  return createCarrierDesk({
    ...options,
    use: 'orders',
    carrier: createDebridge({ connection, chain, now: options.now }),
  });
}

interface DebridgeParts {
  readonly connection: DebridgeConnection;
  readonly chain: NetworkChain;
  readonly now: EvmOptions['now'];
}

function createDebridge(parts: DebridgeParts): Carrier {
  return {
    name: 'deBridge',
    ways: [
      { from: 'ethereum', to: 'solana' },
      { from: 'solana', to: 'ethereum' },
    ],
    networks: ['ethereum', 'solana'],
    // Half a percent: the order that is signed is made anew, and asks for what may be had then.
    slackBps: 50n,
    ...{ contracts: [DLN_SOURCE.ethereum], programs: new Set<string>([DLN_SOURCE.solana]) },
    offer: (carriage) => offerOf(parts, carriage),
    wrongWith: (offer, carriage) => wrongWithOrder(offer, carriage, parts.chain),
    whereabouts: (sentHash, { pay }) => askWhere(parts, sentHash, pay.units),
  };
}

async function offerOf(
  { connection, chain, now }: DebridgeParts,
  { pay, from, to, sender, recipient }: Carriage,
): Promise<Outcome<CarrierOffer, ProviderQuoteRefusal>> {
  const [srcChainId, dstChainId] = [CHAIN_IDS[chain][from], CHAIN_IDS[chain][to]];
  if (srcChainId === undefined || dstChainId === undefined) return refuse('unsupported');
  try {
    const made = await connection.create({
      ...{ srcChainId, srcChainTokenIn: usdcOn(from, chain) },
      ...{ srcChainTokenInAmount: pay.units, sender, recipient },
      ...{ dstChainId, dstChainTokenOut: usdcOn(to, chain) },
    });
    const { srcChainTokenIn, dstChainTokenOut } = made.estimation;
    const isAsked = srcChainTokenIn.amount === pay.units && dstChainTokenOut.amount <= pay.units;
    const offer = isAsked ? madeFor(from, made) : null;
    return offer === null ? refuse('unavailable') : accept(offer);
  } catch (error) {
    return refuse(noOffer(error, now()));
  }
}

/** Gas that placing an order takes, with the call of Circle's contract of USDC. */
const ORDER_GAS = 300_000n;
/** Until somebody fulfils it, where nobody says. Source: docs.debridge.com, "Status & limits". */
const USUAL_SECONDS = 120;
/**
 * Lamports beside the flat fee: two signatures, a bid, and what the accounts of an order keep, which are its own, that of its tokens and
 * the one that counts what somebody placed.
 */
const ORDER_LAMPORTS = 7_000_000n;

/** Null where what was made is none of that network, or takes another fee than is told. */
function madeFor(network: 'ethereum' | 'solana', made: CreatedOrder): CarrierOffer | null {
  const { estimation, tx, fixFee, order } = made;
  const { amount } = estimation.dstChainTokenOut;
  if (amount <= 0n) return null;
  // Whoever fulfils an order brings what it asks for, no more and no less.
  const seconds = Math.ceil(order?.approximateFulfillmentDelay ?? USUAL_SECONDS);
  const promised = { least: amount, expected: amount, seconds };
  if (network === 'solana') {
    const transaction = Buffer.from(tx.data.slice(2), 'hex').toString('base64');
    return tx.to === undefined
      ? { ...promised, network, transaction, lamports: fixFee + ORDER_LAMPORTS }
      : null;
  }
  const isCall = tx.to !== undefined && tx.value === fixFee && isAddressEqual(tx.to, DLN_SOURCE.ethereum);
  if (!isCall) return null;
  const call = { to: DLN_SOURCE.ethereum, data: tx.data, value: fixFee };
  return { ...promised, network, call, spender: DLN_SOURCE.ethereum, gas: ORDER_GAS };
}
