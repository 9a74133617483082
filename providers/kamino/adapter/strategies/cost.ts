// What Solana takes for it: for the signature, for being taken early, and once for the account that shares lie in, which stays.
import { accept, largerUnits, type Money, money, type Outcome, refuse, smallerUnits } from '@diboas/kernel';
import { estimateFee } from '@diboas/networks';
import { address } from '@solana/kit';
import { z } from 'zod';
import type { KaminoParts } from './parts.ts';
import type { PlannedAct } from './try-act.ts';

/** Solana, "Fees": for the one signature. */
const SIGNATURE_LAMPORTS = 5_000n;
/** The most that is paid for being taken early: what a busy hour of Solana asks for, a few cents. */
const PRIORITY_MOST = 500_000n;
/** What may be paid for that even where nobody pays anything just now, as that may change before it is sent. */
const PRIORITY_LEAST = 20_000n;
const MICRO = 1_000_000n;
const TOKEN_ACCOUNT_BYTES = 165n;

export interface ActCost {
  /** Compute units that are asked for: a fifth more than it took when it was tried. */
  readonly units: bigint;
  /** Millionths of a lamport that are paid for each of them now. */
  readonly price: bigint;
  /** What stays in the account that is made. */
  readonly rent: bigint;
}

const pricesShape = z.array(z.object({ prioritizationFee: z.bigint() }));
const accountShape = z.object({ value: z.unknown().nullable() });

export async function readCost(
  { reader }: Pick<KaminoParts, 'reader'>,
  { owner, contended, computeUnits, made }: PlannedAct,
): Promise<Outcome<ActCost, 'unavailable'>> {
  if (reader === null) return refuse('unavailable');
  const units = (computeUnits * 6n + 4n) / 5n;
  const told = await reader.read(async (rpc, inTime) => {
    const written = [address(owner), ...contended];
    const recent = pricesShape.parse(await rpc.getRecentPrioritizationFees(written).send(inTime));
    if (made === null) return { recent, rent: 0n };
    const asked = { encoding: 'base64', commitment: 'confirmed' } as const;
    const { value } = accountShape.parse(await rpc.getAccountInfo(made, asked).send(inTime));
    const isNew = value === null;
    const rent = isNew ? await rpc.getMinimumBalanceForRentExemption(TOKEN_ACCOUNT_BYTES).send(inTime) : 0n;
    return { recent, rent: z.bigint().parse(rent) };
  });
  if (!told.ok) return told;
  const recentPrices = told.value.recent.map((one) => one.prioritizationFee).filter((price) => price > 0n);
  const facts = { signatures: 1n, computeUnits: units, recentPrices, newTokenAccounts: 0n };
  const { microLamportsPerUnit } = estimateFee('solana', 'normal', facts);
  return accept({ units, price: microLamportsPerUnit, rent: told.value.rent });
}

export function expectedCost({ units, price, rent }: ActCost): Money {
  return money('SOL', SIGNATURE_LAMPORTS + (units * price + MICRO - 1n) / MICRO + rent);
}

/** What is agreed that it may take: twice what is paid now for being early, so that it can still be sent as that rises. */
export function mostCost({ units, price, rent }: ActCost): Money {
  const early = largerUnits((2n * units * price) / MICRO, PRIORITY_LEAST);
  return money('SOL', SIGNATURE_LAMPORTS + smallerUnits(early, PRIORITY_MOST) + rent);
}

/** The same for no more than was agreed; null where that is not enough whatever is paid for being early. */
export function costWithin({ units, price, rent }: ActCost, most: bigint): ActCost | null {
  const early = most - SIGNATURE_LAMPORTS - rent;
  if (early < 0n) return null;
  return { units, rent, price: smallerUnits(price, (early * MICRO) / units) };
}
