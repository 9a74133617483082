import { accept, type Outcome } from '@diboas/kernel';
import type { NetworkFacts } from '@diboas/networks';
import { z } from 'zod';
import type { TransferAsk } from '../shape/transfer.ts';
import { orUnavailable } from '../wire/unanswered.ts';
import { transferCall } from './call.ts';
import { asQuantity, type EthereumWire, quantity } from './wire.ts';

type EthereumFeeFacts = NetworkFacts['ethereum']['feeFacts'];

/** Blocks that tips are taken from: two minutes. */
const HISTORY_BLOCKS = 10n;
const PERCENTILES = [10, 50, 90];

const historyShape = z.object({
  baseFeePerGas: z.array(quantity).min(1),
  gasUsedRatio: z.array(z.number()),
  reward: z.array(z.tuple([quantity, quantity, quantity])),
});

/** What the newest blocks cost, and the gas that the node counts for the call when it tries it as of now. */
export function readEthereumFees(
  wire: EthereumWire,
  ask: TransferAsk,
): Promise<Outcome<EthereumFeeFacts, 'unavailable'>> {
  return orUnavailable(async () => {
    const { to, value, data } = transferCall(wire.assets, ask);
    const call = { from: ask.from, to, value: asQuantity(value), data };
    const [history, gas] = await Promise.all([
      wire.ask(historyShape, 'eth_feeHistory', asQuantity(HISTORY_BLOCKS), 'latest', PERCENTILES),
      wire.ask(quantity, 'eth_estimateGas', call),
    ]);
    const paid = history.reward.filter((_, block) => (history.gasUsedRatio[block] ?? 0) > 0);
    const tips = {
      slow: paid.map(([slow]) => slow),
      normal: paid.map(([, normal]) => normal),
      fast: paid.map(([, , fast]) => fast),
    };
    return accept({ nextBaseFee: history.baseFeePerGas.at(-1) ?? 0n, tips, gas });
  });
}
