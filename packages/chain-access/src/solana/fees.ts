import { accept, type Outcome } from '@diboas/kernel';
import { type NetworkFacts, rentOf } from '@diboas/networks';
import { address } from '@solana/kit';
import { z } from 'zod';
import type { TransferAsk } from '../shape/transfer.ts';
import { orUnavailable, readShape } from '../wire/unanswered.ts';
import { tokenAccountOf } from './token-account.ts';
import type { SolanaWire } from './wire.ts';

type SolanaFeeFacts = NetworkFacts['solana']['feeFacts'];

/**
 * Compute units that are asked for. A plain transfer with its two figures takes 450, and one of tokens 7,000; a memo takes
 * 10,000 with a mark as long as may be.
 */
const COIN_UNITS = 20_000n;
const TOKEN_UNITS = 40_000n;
/** As well as that, where the account of the recipient is made: it takes 25,000, more where its address is far to find. */
const ACCOUNT_UNITS = 60_000n;

/** An account for a token, whose rent is asked for. */
const RENT_BYTES = 165;

const pricesShape = z.array(z.object({ prioritizationFee: z.bigint() }));
const existsShape = z.object({ value: z.unknown().nullable() });

/** What was paid of late for writing to the accounts of this transfer, whether it must make one, and what one must hold now. */
export function readSolanaFees(
  wire: SolanaWire,
  ask: TransferAsk,
): Promise<Outcome<SolanaFeeFacts, 'unavailable'>> {
  return orUnavailable(async () => {
    const account = await tokenAccountOf(wire.assets, { owner: ask.to, asset: ask.money.asset });
    const written = [address(ask.from), account ?? address(ask.to)];
    const [prices, isNew, lamportsPerByte] = await Promise.all([
      wire.ask('getRecentPrioritizationFees', wire.rpc.getRecentPrioritizationFees(written)),
      account === null ? false : isMissing(wire, account),
      readRentPerByte(wire),
    ]);
    const recentPrices = readShape(pricesShape, prices, 'getRecentPrioritizationFees')
      .map(({ prioritizationFee }) => prioritizationFee)
      .filter((price) => price > 0n);
    const units = account === null ? COIN_UNITS : TOKEN_UNITS;
    const computeUnits = isNew ? units + ACCOUNT_UNITS : units;
    return accept({
      signatures: 1n,
      computeUnits,
      recentPrices,
      newTokenAccounts: isNew ? 1n : 0n,
      lamportsPerByte,
    });
  });
}

/** The network lowers it step by step. */
async function readRentPerByte({ ask, rpc }: SolanaWire): Promise<bigint> {
  const request = rpc.getMinimumBalanceForRentExemption(BigInt(RENT_BYTES));
  const rent = readShape(z.bigint(), await ask('getMinimumBalanceForRentExemption', request), 'rent');
  return rent / rentOf(BigInt(RENT_BYTES), 1n);
}

async function isMissing({ ask, rpc }: SolanaWire, account: string): Promise<boolean> {
  const request = rpc.getAccountInfo(address(account), { encoding: 'base64', commitment: 'confirmed' });
  const answer = await ask('getAccountInfo', request);
  return readShape(existsShape, answer, 'getAccountInfo').value === null;
}
