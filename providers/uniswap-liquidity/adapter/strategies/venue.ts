// Positions in a pool of Uniswap v3 as strategies: what is put in is traded by others, who pay for it. Each is an NFT of its own, whose
// worth goes up and down with the price of ether; what trades have paid is never less than it was.
import { accept, money, type Outcome, refuse } from '@diboas/kernel';
import type { LiquidityPart, StrategyFacts } from '@diboas/orchestration';
import type { EvmParts } from '@diboas/providers-kit/evm';
import { readContracts, type StrategyVenue } from '@diboas/providers-kit/strategies';
import type { Address, TransactionReceipt } from 'viem';
import { quoteIn, type ReadPosition, readDepth, readPool, readPositionOf } from '../wire/reader.ts';
import { dollarsFor } from './amounts.ts';
import { beganWith, positionMove } from './moved.ts';
import { type LiquidityStrategy, sqrtRangeOf, WIDE } from './range.ts';
import { type LiquidityOn, startPosition } from './start.ts';
import { stopPosition } from './stop.ts';
import { sqrtRatioAt } from './ticks.ts';

export interface LiquidityVenueOptions extends Omit<LiquidityOn, 'reader'> {
  /** SHA-256 of the code that was looked at. */
  readonly knownCode: readonly string[];
}

/** By how much less than it is worth now a stop may bring, in basis points: the price of ether may fall until then. */
const TOLERANCE_BPS = 100;
/** How far the price of now may be from the mean of half an hour, in ticks: a hundred of them are one percent. */
const APART_MAX = 100;
/** Whatever lies there can be taken out at any time. */
const NO_BOUND = 2n ** 128n;
const ETHER = 10n ** 18n;

type Reading = { readonly on: LiquidityOn } & Pick<EvmParts, 'now'>;

export function createLiquidityVenue(
  { reader, now }: Pick<EvmParts, 'reader' | 'now'>,
  { knownCode, ...where }: LiquidityVenueOptions,
): StrategyVenue<LiquidityStrategy> {
  const on = reader === null ? null : { ...where, reader };
  return {
    ...{ name: 'Uniswap', waits: false, toleranceBps: TOLERANCE_BPS, stopGas: 700_000n },
    roundedUnits: 0n,
    strategies: [WIDE],
    facts: async (strategy) =>
      on === null ? refuse('unavailable') : readFacts({ on, now }, { strategy, knownCode }),
    worth: async (_strategy, { shares, from, block }) =>
      on === null ? refuse('unavailable') : readWorth(on, { id: shares, holder: from, block }),
    earned: async (_strategy, { shares, from }) =>
      on === null ? refuse('unavailable') : readEarned(on, { id: shares, holder: from }),
    free: async () => accept(NO_BOUND),
    start: async (strategy, put) => (on === null ? refuse('unavailable') : startPosition(on, strategy, put)),
    stopAll: async (_strategy, { shares: id, least, from }) =>
      on === null ? refuse('unavailable') : stopPosition(on, { id, least, from }),
    // There is nothing that only a part of could be taken out of, so nobody asks for one.
    stopSome: () => ({ approval: null, act: { to: where.market.positions, value: 0n, data: '0x' } }),
    liquidity: async (_strategy, { shares, started, from }) =>
      on === null ? refuse('unavailable') : readLiquidity(on, { id: shares, holder: from, started }),
    moved: (_strategy, receipt, holder) => positionMove(where, receipt, holder),
    reverted: () => 'other',
  };
}

async function readFacts(
  { on, now }: Reading,
  {
    strategy,
    knownCode,
  }: { readonly strategy: LiquidityStrategy } & Pick<LiquidityVenueOptions, 'knownCode'>,
): Promise<Outcome<StrategyFacts, 'unavailable'>> {
  const { reader, market, usdc } = on;
  const { pool, positions, router, universal } = market;
  const [contracts, told, depth] = await Promise.all([
    readContracts(reader, knownCode, { pool, positions, router, universal }),
    readPool(reader, market),
    readDepth(reader, market, usdc),
  ]);
  if (!contracts.ok) return contracts;
  const { id, asset, protocol, exit } = strategy;
  const base = { id, asset, protocol, exit, network: 'ethereum', contracts: contracts.value } as const;
  const none = money(asset, 0n);
  const unknown = { ...base, room: null, rate: null, total: none, free: none, at: now() };
  // What is not what was looked at may tell anything, or nothing.
  if (contracts.value.some(({ isKnown }) => !isKnown)) return accept({ ...unknown, state: 'changed' });
  if (!told.ok || !depth.ok) return refuse('unavailable');
  const { price, tick, meanTick } = told.value;
  // Somebody may have moved it for a moment, to be paid for it by whoever trades then.
  const isSteady = meanTick !== null && Math.abs(tick - meanTick) <= APART_MAX;
  const [dollars, wei] = depth.value;
  const total = money(asset, dollars + dollarsFor(wei, price));
  return accept({ ...unknown, state: isSteady ? 'open' : 'paused', total, free: total });
}

interface AskedWorth {
  readonly id: bigint;
  readonly holder: Address;
  readonly block: 'latest' | 'finalized';
}

/** What it would bring, with its ether swapped in the pool itself. */
async function readWorth(on: LiquidityOn, asked: AskedWorth): Promise<Outcome<bigint, 'unavailable'>> {
  const position = await readPositionOf(on.reader, on.market, asked);
  if (!position.ok) return position;
  if (position.value === null) return refuse('unavailable');
  const [dollars, wei] = allOf(position.value);
  return inDollars(on, [dollars, wei]);
}

function allOf({ amounts, fees }: ReadPosition): readonly [bigint, bigint] {
  return [amounts[0] + fees[0], amounts[1] + fees[1]];
}

async function inDollars(
  { reader, market, usdc }: LiquidityOn,
  [dollars, amountIn]: readonly [bigint, bigint],
): Promise<Outcome<bigint, 'unavailable'>> {
  const swap = await quoteIn(reader, market, { tokenIn: market.weth, tokenOut: usdc, amountIn });
  return swap.ok ? accept(dollars + swap.value.out) : swap;
}

/**
 * What trades have paid by a final block: dollars as they are, and ether at the price of the lower end of the range, below which the
 * position earns nothing. Both only grow, and neither price ever changes. What is gone was told before, and is told by its stop.
 */
async function readEarned(
  { reader, market }: LiquidityOn,
  asked: Omit<AskedWorth, 'block'>,
): Promise<Outcome<bigint, 'unavailable'>> {
  const position = await readPositionOf(reader, market, { ...asked, block: 'finalized' });
  if (!position.ok) return position;
  if (position.value === null) return accept(0n);
  const { fees } = position.value;
  return accept(fees[0] + dollarsFor(fees[1], sqrtRangeOf(position.value).cheapest));
}

async function readLiquidity(
  on: LiquidityOn,
  { started, ...asked }: Omit<AskedWorth, 'block'> & { readonly started: TransactionReceipt },
): Promise<Outcome<LiquidityPart, 'unavailable'>> {
  const { reader, market } = on;
  const began = beganWith(on, started);
  const [position, pool] = await Promise.all([
    readPositionOf(reader, market, { ...asked, block: 'latest' }),
    readPool(reader, market),
  ]);
  if (!position.ok || !pool.ok || position.value === null || began === null) return refuse('unavailable');
  const kept = await inDollars(on, began);
  if (!kept.ok) return kept;
  const { tickLower, tickUpper, amounts, fees } = position.value;
  const { price, tick } = pool.value;
  const etherAt = (root: bigint) => money('USDC', dollarsFor(ETHER, root));
  return accept({
    range: {
      ...{ lower: etherAt(sqrtRatioAt(tickUpper)), upper: etherAt(sqrtRatioAt(tickLower)) },
      ...{ now: etherAt(price), isInRange: tick >= tickLower && tick < tickUpper },
    },
    amounts: bothOf(amounts),
    fees: bothOf(fees),
    feesWorth: money('USDC', fees[0] + dollarsFor(fees[1], price)),
    ifKept: money('USDC', kept.value),
  });
}

function bothOf([dollars, wei]: readonly [bigint, bigint]) {
  return [money('USDC', dollars), money('ETH', wei)] as const;
}
