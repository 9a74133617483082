// What a transaction moved, by its receipt.
import { money } from '@diboas/kernel';
import { getAddress, hexToBigInt, size, slice } from 'viem';
import { z } from 'zod';
import type { ChainArrival, StrangeArrival } from '../shape/transaction.ts';
import { coinOf, tokensOf } from '../wire/money.ts';
import { UnansweredError } from '../wire/unanswered.ts';
import { TRANSFER_TOPIC } from './token.ts';
import { type EthereumWire, hexBytes, quantity } from './wire.ts';

const addressText = z
  .string()
  .regex(/^0x[0-9a-fA-F]{40}$/)
  .transform((text) => getAddress(text));

const logShape = z.object({ address: addressText, topics: z.array(hexBytes), data: hexBytes });

export const receiptShape = z.object({
  transactionHash: hexBytes,
  blockNumber: quantity,
  blockHash: hexBytes,
  /** 1, or 0 for what was reverted. */
  status: quantity,
  gasUsed: quantity,
  effectiveGasPrice: quantity,
  logs: z.array(logShape),
});
export type EthereumReceipt = z.output<typeof receiptShape>;

const sentShape = z.object({ from: addressText, to: addressText.nullable(), value: quantity }).nullable();

export interface Arrivals {
  readonly arrivals: readonly ChainArrival[];
  readonly strange: readonly StrangeArrival[];
}

/**
 * What it brought: its own value, and what its logs say of tokens. A log is named by its place among those of the
 * transaction, which is the same in every block, unlike the number that the node gives it. Coins that a contract passes
 * on leave no trace here.
 */
export async function listArrivals(wire: EthereumWire, receipt: EthereumReceipt): Promise<Arrivals> {
  const sent = await wire.ask(sentShape, 'eth_getTransactionByHash', receipt.transactionHash);
  if (sent === null) throw new UnansweredError('a receipt is of a transaction that is no more');
  const logs = receipt.logs.flatMap((log, index) => readTransfer(log, `${index}`) ?? []);
  const known = new Map(tokensOf(wire.assets).map(({ token, asset }) => [getAddress(token), asset]));
  const arrivals: ChainArrival[] = [];
  const strange: StrangeArrival[] = [];
  if (sent.to !== null && sent.value > 0n) {
    const amount = money(coinOf(wire.assets), sent.value);
    arrivals.push({ name: 'coin', to: sent.to, money: amount, from: sent.from });
  }
  for (const { name, token, from, to, units } of logs) {
    const asset = known.get(token);
    if (asset === undefined) strange.push({ name, to, token });
    else if (units > 0n) arrivals.push({ name, to, money: money(asset, units), from });
  }
  return { arrivals, strange };
}

interface TokenTransfer {
  readonly name: string;
  readonly token: `0x${string}`;
  readonly from: `0x${string}`;
  readonly to: `0x${string}`;
  readonly units: bigint;
}

/**
 * Null for any other log. What says `Transfer` in another form is a token all the same, and no asset of ours: ERC-721 has
 * the number of the piece as a third topic.
 */
function readTransfer(
  { address, topics, data }: z.output<typeof logShape>,
  name: string,
): TokenTransfer | null {
  const [event, from, to] = topics;
  if (event !== TRANSFER_TOPIC || from === undefined || to === undefined) return null;
  const units = topics.length === 3 && size(data) === 32 ? hexToBigInt(data) : 0n;
  return { name, token: address, from: addressIn(from), to: addressIn(to), units };
}

/** A topic has 32 bytes, of which the last 20 are the address. */
function addressIn(topic: `0x${string}`): `0x${string}` {
  if (size(topic) !== 32) throw new UnansweredError('a topic of a log is no word');
  return getAddress(slice(topic, 12));
}
