// What a transaction moved, by its effects.
import { type Asset, type Money, money } from '@diboas/kernel';
import type { GrpcTypes } from '@mysten/sui/grpc';
import { normalizeStructTag, normalizeSuiAddress } from '@mysten/sui/utils';
import { z } from 'zod';
import type { ChainArrival, StrangeArrival } from '../shape/transaction.ts';
import { coinOf } from '../wire/money.ts';
import { readShape, UnansweredError } from '../wire/unanswered.ts';
import type { SuiWire } from './wire.ts';

/** What is asked of a transaction. */
export const MOVED_FIELDS = ['digest', 'transaction.sender', 'effects', 'balance_changes', 'checkpoint'];

/** The coin of the network, as its own package names it. */
export const SUI_COIN_TYPE = '0x2::sui::SUI';

const gasShape = z.object({
  computationCost: z.bigint(),
  storageCost: z.bigint(),
  storageRebate: z.bigint(),
});
const changeShape = z.object({
  address: z.string().transform((text) => normalizeSuiAddress(text)),
  coinType: z.string().transform((text) => normalizeStructTag(text)),
  amount: z
    .string()
    .regex(/^-?\d{1,38}$/)
    .transform((text) => BigInt(text)),
});
const movedShape = z.object({
  digest: z.string(),
  transaction: z.object({ sender: z.string() }),
  effects: z.object({ status: z.object({ success: z.boolean() }), gasUsed: gasShape }),
  balanceChanges: z.array(changeShape),
  checkpoint: z.bigint().optional(),
});

export interface SuiMoved {
  readonly digest: string;
  /** Null as long as it is in none, and so not final. */
  readonly checkpoint: bigint | null;
  readonly hasFailed: boolean;
  readonly cost: Money;
  readonly arrivals: readonly ChainArrival[];
  readonly strange: readonly StrangeArrival[];
}

/** Each address' gain of each coin is one arrival: the network tells no parts of it. */
export function readMoved(wire: SuiWire, told: GrpcTypes.ExecutedTransaction | undefined): SuiMoved {
  if (told === undefined) throw new UnansweredError('an answer holds no transaction');
  const { digest, transaction, effects, balanceChanges, checkpoint } = readShape(
    movedShape,
    told,
    'a transaction',
  );
  const from = normalizeSuiAddress(transaction.sender);
  const { computationCost, storageCost, storageRebate } = effects.gasUsed;
  const net = computationCost + storageCost - storageRebate;
  const arrivals: ChainArrival[] = [];
  const strange: StrangeArrival[] = [];
  for (const { address: to, coinType, amount } of balanceChanges) {
    if (amount <= 0n) continue;
    const asset = assetOf(wire, coinType);
    if (asset === null) strange.push({ name: `${to}/${coinType}`, to, token: coinType });
    else arrivals.push({ name: `${to}/${asset}`, to, money: money(asset, amount), from });
  }
  return {
    digest,
    checkpoint: checkpoint ?? null,
    hasFailed: !effects.status.success,
    // More may come back for what ended than all of it cost.
    cost: money(coinOf(wire.assets), net > 0n ? net : 0n),
    ...{ arrivals, strange },
  };
}

function assetOf({ assets }: SuiWire, coinType: string): Asset | null {
  const found = assets.find(({ token }) => normalizeStructTag(token ?? SUI_COIN_TYPE) === coinType);
  return found?.asset ?? null;
}
