import { accept, DAY_MS, money, type Outcome, refuse, SECOND_MS } from '@diboas/kernel';
import type { StrategyFacts, StrategyState } from '@diboas/orchestration';
import { type MarketNow, readMarket } from '../wire/reader.ts';
import { ASSET, STRATEGY, type SuilendParts } from './parts.ts';
import { accrued, freeIn, type ReserveNow, roomIn, supplyPpm, totalUnits } from './reserve.ts';

/** The reserve of the market with all interest to now. */
export function reserveNow({ reserve, config, at }: MarketNow): ReserveNow {
  return accrued(reserve, config, secondsOf(at));
}

function secondsOf(at: number): bigint {
  return BigInt(Math.floor(at / SECOND_MS));
}

export function freeUnits({ contents, reserve, at }: MarketNow, now: ReserveNow): bigint {
  return freeIn(now, contents, { reserve, atS: secondsOf(at) });
}

/** Whether its code is what was looked at, and the market is of that code's version. */
export function isKnown({ market }: Pick<SuilendParts, 'market'>, now: MarketNow): boolean {
  return market.knownCode.includes(now.codeHash) && now.contents.version === market.version;
}

/**
 * Whoever borrows or withdraws brings the price along, so that nobody has done either for so long, or nobody tells prices: nothing is put in
 * then. Neither of our two calls asks for a fresh one.
 */
const PRICE_OLD_MS = 7 * DAY_MS;

export async function readFacts(parts: SuilendParts): Promise<Outcome<StrategyFacts, 'unavailable'>> {
  const read = await readMarket(parts, parts.market);
  if (read.ok) return accept(factsOf(parts, read.value));
  return read.refusal === 'changed' ? accept(changedFacts(parts, null)) : refuse('unavailable');
}

export function factsOf(parts: SuilendParts, market: MarketNow): StrategyFacts {
  // What is not what was looked at may tell anything, or nothing.
  if (!isKnown(parts, market)) return changedFacts(parts, market.codeHash);
  const now = reserveNow(market);
  const room = roomIn(now, market.reserve, market.config);
  return {
    ...baseOf(parts, { codeHash: market.codeHash, isKnown: true }),
    state: stateOf(market, room),
    room: room === null ? null : money(ASSET, room),
    rate: { ppm: supplyPpm(now, market.config), at: parts.now() },
    total: money(ASSET, totalUnits(now)),
    free: money(ASSET, freeUnits(market, now)),
  };
}

function stateOf({ reserve, at }: MarketNow, room: bigint | null): StrategyState {
  if (at - Number(reserve.pricedAtS) * SECOND_MS > PRICE_OLD_MS) return 'frozen';
  return room === null ? 'open' : 'capped';
}

function changedFacts(parts: SuilendParts, codeHash: string | null): StrategyFacts {
  const none = money(ASSET, 0n);
  return {
    ...baseOf(parts, { codeHash, isKnown: false }),
    ...{ state: 'changed', room: null, rate: null, total: none, free: none },
  };
}

type Base = Omit<StrategyFacts, 'state' | 'room' | 'rate' | 'total' | 'free'>;

function baseOf(
  { market, now }: Pick<SuilendParts, 'market' | 'now'>,
  code: { readonly codeHash: string | null; readonly isKnown: boolean },
): Base {
  return {
    ...{ id: STRATEGY, asset: ASSET, network: 'sui', protocol: 'Suilend', exit: 'when_free', at: now() },
    contracts: [{ part: 'package', address: market.packageId, ...code }],
  };
}
