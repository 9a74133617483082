/** Suilend's package on the local Sui: what its two functions that lend do with a market, by `lending_market.move`. */
import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { MoveAbort, MoveCall, MoveDone, MoveStandIn, MoveValue } from '@diboas/local-chains';
import { bcs } from '@mysten/sui/bcs';
import { type KeptMarket, type KeptReserve, marketLayout, mintEvent, redeemEvent } from './layout.ts';
import {
  ctokenOf,
  firstMarket,
  MARKET_ID,
  MARKET_TYPE,
  moveName,
  ORIGINAL_ID,
  PACKAGE_ID,
  POOL,
  VERSION,
} from './market.ts';
import { ABORTS, type AbortName, deposit, limited, redeem, withFigures } from './reserve.ts';
import { steerMarket } from './steer.ts';

/** There is no code of it here, and its modules say so. */
const CODE = new TextEncoder().encode('stands in for a module of Suilend');

export const suilendPackage: MoveStandIn = {
  ...{ packageId: PACKAGE_ID, originalId: ORIGINAL_ID, version: 11n },
  modules: { lending_market: CODE, reserve: CODE },
  shares: (chain) => [{ id: MARKET_ID, type: MARKET_TYPE, contents: firstMarket(chain) }],
  call: answer,
  acts: { reserve: steerMarket },
};

type Answer = Outcome<MoveDone, MoveAbort> | null;

/** What both functions are called with. */
interface Called {
  readonly name: string;
  readonly market: KeptMarket;
  readonly place: number;
  readonly coinType: string;
  readonly at: number;
  readonly coin: Extract<MoveValue, { kind: 'coin' }>;
}

function answer(call: MoveCall): Answer {
  const called = readCall(call);
  if (called === null) return null;
  const { name, market, place, coinType } = called;
  if (BigInt(market.version) !== VERSION) return abort(name, 'version');
  const reserve = market.reserves[place];
  if (reserve === undefined || reserve.coin_type.name !== moveName(coinType))
    return abort(name, 'wrong_type');
  return name === 'deposit_liquidity_and_mint_ctokens' ? mint(called, reserve) : takeOut(called, reserve);
}

function readCall({ module, function: name, typeArguments, arguments: given }: MoveCall): Called | null {
  const [market, place, clock, coin, exemption] = given;
  const [pool, coinType = ''] = typeArguments;
  const isKnown = module === 'lending_market' && pool === POOL && market?.kind === 'shared';
  if (!isKnown || place?.kind !== 'pure' || clock?.kind !== 'clock' || coin?.kind !== 'coin') return null;
  const isMint = name === 'deposit_liquidity_and_mint_ctokens' && given.length === 4;
  const isRedeem =
    name === 'redeem_ctokens_and_withdraw_liquidity' && given.length === 5 && exemption?.kind === 'none';
  const wanted = isMint ? coinType : isRedeem ? ctokenOf(coinType) : null;
  if (market.type !== MARKET_TYPE || coin.coinType !== wanted) return null;
  return {
    ...{ name, market: marketLayout.parse(market.contents), coinType, at: clock.at, coin },
    place: Number(bcs.u64().parse(place.bytes)),
  };
}

function mint({ name, market, place, coinType, at, coin }: Called, reserve: KeptReserve): Answer {
  const done = deposit(reserve, coin.balance, at);
  if (!done.ok) return abort(name, done.refusal);
  const { figures, given } = done.value;
  const event = mintEvent.serialize({
    ...{ lending_market_id: MARKET_ID, coin_type: reserve.coin_type, reserve_id: reserve.id },
    ...{ liquidity_amount: coin.balance, ctoken_amount: given },
  });
  return accept({
    writes: written(withReserve(market, place, withFigures(reserve, figures))),
    coins: [{ coinType: ctokenOf(coinType), balance: given }],
    events: [{ type: `${ORIGINAL_ID}::lending_market::MintEvent`, contents: event.toBytes() }],
  });
}

function takeOut({ name, market, place, coinType, at, coin }: Called, reserve: KeptReserve): Answer {
  const done = redeem(reserve, coin.balance, at);
  if (!done.ok) return abort(name, done.refusal);
  const { figures, given, dollars } = done.value;
  const limiter = limited(market.rate_limiter, dollars, at);
  if (!limiter.ok) return abort(name, limiter.refusal);
  const event = redeemEvent.serialize({
    ...{ lending_market_id: MARKET_ID, coin_type: reserve.coin_type, reserve_id: reserve.id },
    ...{ ctoken_amount: coin.balance, liquidity_amount: given },
  });
  const after = withReserve(market, place, withFigures(reserve, figures));
  return accept({
    writes: written({ ...after, rate_limiter: limiter.value }),
    coins: [{ coinType, balance: given }],
    events: [{ type: `${ORIGINAL_ID}::lending_market::RedeemEvent`, contents: event.toBytes() }],
  });
}

export function withReserve(market: KeptMarket, place: number, reserve: KeptReserve): KeptMarket {
  return { ...market, reserves: market.reserves.with(place, reserve) };
}

function written(market: KeptMarket): MoveDone['writes'] {
  return new Map([[MARKET_ID, marketLayout.serialize(market).toBytes()]]);
}

function abort(name: string, why: AbortName): Answer {
  return refuse({ ...ABORTS[why], function: name });
}
