// The market as it is when the chain begins, where Suilend has its own: half of what lies in it is lent out, so that it earns.
import type { Instant } from '@diboas/kernel';
import { normalizeStructTag, normalizeSuiAddress } from '@mysten/sui/utils';
import { ONE } from './fixed.ts';
import { type KeptMarket, type KeptReserve, marketLayout } from './layout.ts';

/** Where its code is called, where its types were first published, and the market. Source: @suilend/sdk 3.0.3. */
export const PACKAGE_ID = '0xd2a67633ccb8de063163e25bcfca242929caf5cf1a26c2929dab519ee0b8f331';
export const ORIGINAL_ID = '0xf95b06141ed4a174f239417323bde3f209b972f5930d8521ea38a52aff3a6ddf';
export const MARKET_ID = '0x84030d26d85eaa7035084a057f2f11f701b7e2e4eda87551becbc7c97505ece1';

/** Which version of the market its code is for. Source: `lending_market.move`. */
export const VERSION = 7n;

export const POOL = normalizeStructTag(`${ORIGINAL_ID}::suilend::MAIN_POOL`);
export const MARKET_TYPE = normalizeStructTag(`${ORIGINAL_ID}::lending_market::LendingMarket<${POOL}>`);

export function ctokenOf(coinType: string): string {
  return normalizeStructTag(`${ORIGINAL_ID}::reserve::CToken<${POOL}, ${coinType}>`);
}

/** As Move writes a type: in full, and without what says that it is hexadecimal. */
export function moveName(type: string): string {
  return normalizeStructTag(type).replaceAll('0x', '');
}

export const U64_MAX = 2n ** 64n - 1n;

const zero = { value: '0' };
const emptyBag = (name: string) => ({ id: normalizeSuiAddress(`0x${name}`), size: '0' });

const rewards = (name: string) => ({
  ...{ id: normalizeSuiAddress(`0x${name}`), total_shares: '0', pool_rewards: [], last_update_time_ms: '0' },
});

interface Begins {
  readonly place: number;
  readonly coinType: string;
  readonly digits: number;
  readonly dollars: bigint;
  readonly available: bigint;
  readonly borrowed: bigint;
  readonly ctokens: bigint;
  readonly at: Instant;
}

function reserve({
  place,
  coinType,
  digits,
  dollars,
  available,
  borrowed,
  ctokens,
  at,
}: Begins): KeptReserve {
  const seconds = `${Math.floor(at / 1_000)}`;
  return {
    ...{ id: normalizeSuiAddress(`0x5e${place}`), lending_market_id: MARKET_ID, array_index: `${place}` },
    coin_type: { name: moveName(coinType) },
    config: { element: configuration(place) },
    ...{ mint_decimals: digits, price_identifier: { bytes: new Uint8Array(32) } },
    ...{ price: { value: `${dollars}` }, smoothed_price: { value: `${dollars + dollars / 10_000n}` } },
    price_last_update_timestamp_s: seconds,
    ...{ available_amount: `${available}`, ctoken_supply: `${ctokens}` },
    borrowed_amount: { value: `${borrowed * ONE + 123_456_789n}` },
    cumulative_borrow_rate: { value: `${ONE}` },
    interest_last_update_timestamp_s: seconds,
    unclaimed_spread_fees: { value: `${ONE / 3n}` },
    attributed_borrow_value: zero,
    deposits_pool_reward_manager: rewards(`de${place}`),
    borrows_pool_reward_manager: rewards(`b0${place}`),
  };
}

function configuration(place: number) {
  return {
    ...{ open_ltv_pct: 77, close_ltv_pct: 80, max_close_ltv_pct: 80, borrow_weight_bps: '10000' },
    ...{ deposit_limit: `${U64_MAX}`, borrow_limit: `${U64_MAX}` },
    ...{ liquidation_bonus_bps: '300', max_liquidation_bonus_bps: '500' },
    ...{ deposit_limit_usd: `${U64_MAX}`, borrow_limit_usd: `${U64_MAX}` },
    ...{ interest_rate_utils: [0, 80, 100], interest_rate_aprs: ['0', '800', '10000'] },
    ...{ borrow_fee_bps: '10', spread_fee_bps: '2000', protocol_liquidation_fee_bps: '200', isolated: false },
    ...{ open_attributed_borrow_limit_usd: '0', close_attributed_borrow_limit_usd: '0' },
    additional_fields: emptyBag(`ba6${place}`),
  };
}

/** SUI first, so that whoever wants dollars has to look where they are. */
export function firstMarket({ now: at, usdcType }: { readonly now: Instant; readonly usdcType: string }) {
  const sui = {
    ...{ place: 0, coinType: '0x2::sui::SUI', digits: 9, dollars: 4n * ONE, at },
    ...{ available: 9n * 10n ** 15n, borrowed: 10n ** 15n, ctokens: 99n * 10n ** 14n },
  };
  const dollars = {
    ...{ place: 1, coinType: usdcType, digits: 6, dollars: ONE, at },
    ...{ available: 20n * 10n ** 12n, borrowed: 30n * 10n ** 12n, ctokens: 47n * 10n ** 12n },
  };
  const market: KeptMarket = {
    ...{ id: MARKET_ID, version: `${VERSION}`, reserves: [sui, dollars].map(reserve) },
    obligations: emptyBag('0b'),
    rate_limiter: {
      config: { window_duration: '86400', max_outflow: '15000000' },
      ...{ prev_qty: zero, window_start: `${Math.floor(at / 1_000)}`, cur_qty: zero },
    },
    ...{ fee_receiver: normalizeSuiAddress('0xfee'), bad_debt_usd: zero, bad_debt_limit_usd: zero },
  };
  return marketLayout.serialize(market).toBytes();
}
