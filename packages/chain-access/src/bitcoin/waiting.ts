// A transaction that waits for a block: what it spends and pays, what hangs on it, and what took its place.
import { money } from '@diboas/kernel';
import type { WaitingBitcoin } from '@diboas/networks';
import { z } from 'zod';
import type { ChainCoin } from '../shape/transfer.ts';
import { coinOf } from '../wire/money.ts';
import { type BitcoinWire, blockStatus, satoshis, txidText } from './wire.ts';

/** A sequence of this or less says: I may be replaced. BIP-125. */
const REPLACEABLE_MAX = 0xffff_fffd;

const count = z.number().int().nonnegative();

const waitingShape = z.object({
  vin: z
    .array(z.object({ txid: txidText, vout: count, sequence: count, prevout: z.object({ value: satoshis }) }))
    .min(1),
  vout: z.array(z.object({ scriptpubkey_address: z.string().optional(), value: satoshis })),
  ...{ fee: satoshis, weight: z.number().int().positive(), status: blockStatus },
});

const memberShape = z.object({ txid: txidText, weight: z.number().int().positive(), fee: satoshis });
/** `descendants` is not told of what hangs on nothing and has nothing that hangs on it. */
const packageShape = z.object({
  ancestors: z.array(memberShape),
  descendants: z.array(memberShape).optional(),
});

export interface WaitingSpend extends WaitingBitcoin {
  /** What it spends, which no list of what lies at an address shows while it waits. */
  readonly coins: readonly ChainCoin[];
  readonly outputs: readonly { readonly to: string | null; readonly units: bigint }[];
  /** All that it hangs on and that waits, itself included. */
  readonly withAncestors: { readonly fee: bigint; readonly virtualBytes: bigint };
  /** What it and all that hangs on it and it hangs on pay together, in satoshis for 1,000 virtual bytes. */
  readonly ratePerThousand: bigint;
}

/** Null where the site does not have it, or has it in a block. */
export async function readWaitingSpend(wire: BitcoinWire, hash: string): Promise<WaitingSpend | null> {
  const found = await wire.get(waitingShape, `/tx/${hash}`);
  if (found === null || found.status.confirmed) return null;
  const { ancestors, descendants = [] } = await wire.need(packageShape, `/v1/cpfp/${hash}`);
  const own = { fee: found.fee, weight: found.weight };
  const above = sumOf([own, ...ancestors]);
  const all = sumOf([own, ...ancestors, ...descendants]);
  const parents = new Set(ancestors.map(({ txid }) => txid));
  return {
    coins: found.vin.map(({ txid, vout, prevout }) => ({
      ...{ name: `${txid}:${vout}`, money: money(coinOf(wire.assets), prevout.value), digest: '' },
      // It was signed for when it was, and nobody but us can have spent it.
      isInBlock: true,
    })),
    outputs: found.vout.map(({ scriptpubkey_address: to = null, value: units }) => ({ to, units })),
    ...sumOf([own]),
    signals: found.vin.some(({ sequence }) => sequence <= REPLACEABLE_MAX),
    waitingParents: [...new Set(found.vin.map(({ txid }) => txid))].filter((txid) => parents.has(txid)),
    descendants: { count: descendants.length, fee: sumOf(descendants).fee },
    ...{ withAncestors: above, ratePerThousand: (all.fee * 1_000n) / all.virtualBytes },
  };
}

function sumOf(members: readonly { readonly fee: bigint; readonly weight: number }[]) {
  return {
    fee: members.reduce((sum, { fee }) => sum + fee, 0n),
    virtualBytes: members.reduce((sum, { weight }) => sum + BigInt(Math.ceil(weight / 4)), 0n),
  };
}

const rbfShape = z.object({
  replacements: z.object({ tx: z.object({ txid: txidText }) }).nullable(),
});

/** The newest that took its place, directly or over others; null where none is known. */
export async function readReplacement(wire: BitcoinWire, hash: string): Promise<string | null> {
  const { replacements } = await wire.need(rbfShape, `/v1/tx/${hash}/rbf`);
  return replacements === null || replacements.tx.txid === hash ? null : replacements.tx.txid;
}
