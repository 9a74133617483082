import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { NetworkFacts } from '@diboas/networks';
import { z } from 'zod';
import type { TransferAsk } from '../shape/transfer.ts';
import { coinOf } from '../wire/money.ts';
import { orUnavailable, readShape } from '../wire/unanswered.ts';
import { buildTransfer, chooseObjects } from './choose.ts';
import type { SuiWire } from './wire.ts';

type SuiFeeFacts = NetworkFacts['sui']['feeFacts'];

/** What a trial may cost at most: 0.02 SUI, five times what a transfer of one coin costs on mainnet. */
const TRIAL_BUDGET = 20_000_000n;
/** Nothing is tried for less: the price of the least that a transaction computes, a thousand units. */
const COMPUTED_UNITS = 1_000n;

const epochShape = z.object({
  epoch: z.object({ epoch: z.bigint(), referenceGasPrice: z.bigint().positive() }),
});
const trialShape = z.object({
  transaction: z.object({
    effects: z.object({
      status: z.object({ success: z.boolean() }),
      gasUsed: z.object({
        computationCost: z.bigint(),
        storageCost: z.bigint(),
        storageRebate: z.bigint(),
      }),
    }),
  }),
});

export async function readEpoch({ ask, client }: SuiWire): Promise<z.output<typeof epochShape>['epoch']> {
  const readMask = { paths: ['epoch', 'reference_gas_price'] };
  const { response } = await ask('GetEpoch', (options) =>
    client.ledgerService.getEpoch({ readMask }, options),
  );
  return readShape(epochShape, response, 'the epoch').epoch;
}

/** What the transfer took when the node tried it with objects out of those that it may be paid from. */
export function readSuiFees(
  wire: SuiWire,
  ask: TransferAsk,
): Promise<Outcome<SuiFeeFacts, 'unavailable' | 'too_little'>> {
  return orUnavailable<SuiFeeFacts, 'unavailable' | 'too_little'>(async () => {
    const { epoch, referenceGasPrice: price } = await readEpoch(wire);
    const left = coinsLeft(wire, ask);
    const gas = { price, budget: left < TRIAL_BUDGET ? left : TRIAL_BUDGET };
    if (gas.budget < COMPUTED_UNITS * price) return refuse('too_little');
    const chosen = chooseObjects(wire.assets, ask, gas);
    if (!chosen.ok) return chosen;
    const value = await buildTransfer(ask, { ...chosen.value, ...gas, lastEpoch: epoch });
    const { response } = await wire.ask('SimulateTransaction', (options) =>
      wire.client.transactionExecutionService.simulateTransaction(
        {
          transaction: { bcs: { value } },
          readMask: { paths: ['transaction.effects'] },
        },
        options,
      ),
    );
    const { effects } = readShape(trialShape, response, 'a trial').transaction;
    if (!effects.status.success) return refuse('unavailable');
    const { computationCost, storageCost, storageRebate } = effects.gasUsed;
    const computationUnits = (computationCost + price - 1n) / price;
    return accept({ referenceGasPrice: price, computationUnits, storageCost, storageRebate });
  });
}

/** What there is to pay gas with, once what is sent is gone. */
function coinsLeft({ assets }: SuiWire, { coins: own, money, sponsor }: TransferAsk): bigint {
  const coin = coinOf(assets);
  const coins = sponsor?.coins ?? own;
  const held = coins.reduce((sum, one) => (one.money.asset === coin ? sum + one.money.units : sum), 0n);
  return money.asset === coin && sponsor === undefined ? held - money.units : held;
}
