// The structs of Suilend's packages in BCS, in the order of their fields. Source: `lending_market.move`, `reserve.move`,
// `reserve_config.move`, `rate_limiter.move`, `liquidity_mining.move`, `decimal.move` and `cell.move` of github.com/suilend/suilend.
import { bcs } from '@mysten/sui/bcs';

const decimal = bcs.struct('Decimal', { value: bcs.u256() });
const typeName = bcs.struct('TypeName', { name: bcs.string() });
/** A bag, or a table: what lies in it are objects of their own. */
const bag = bcs.struct('Bag', { id: bcs.Address, size: bcs.u64() });

const config = bcs.struct('ReserveConfig', {
  open_ltv_pct: bcs.u8(),
  close_ltv_pct: bcs.u8(),
  max_close_ltv_pct: bcs.u8(),
  borrow_weight_bps: bcs.u64(),
  deposit_limit: bcs.u64(),
  borrow_limit: bcs.u64(),
  liquidation_bonus_bps: bcs.u64(),
  max_liquidation_bonus_bps: bcs.u64(),
  deposit_limit_usd: bcs.u64(),
  borrow_limit_usd: bcs.u64(),
  interest_rate_utils: bcs.vector(bcs.u8()),
  interest_rate_aprs: bcs.vector(bcs.u64()),
  borrow_fee_bps: bcs.u64(),
  spread_fee_bps: bcs.u64(),
  protocol_liquidation_fee_bps: bcs.u64(),
  isolated: bcs.bool(),
  open_attributed_borrow_limit_usd: bcs.u64(),
  close_attributed_borrow_limit_usd: bcs.u64(),
  additional_fields: bag,
});

const rewards = bcs.struct('PoolRewardManager', {
  id: bcs.Address,
  total_shares: bcs.u64(),
  pool_rewards: bcs.vector(
    bcs.option(
      bcs.struct('PoolReward', {
        id: bcs.Address,
        pool_reward_manager_id: bcs.Address,
        coin_type: typeName,
        start_time_ms: bcs.u64(),
        end_time_ms: bcs.u64(),
        total_rewards: bcs.u64(),
        allocated_rewards: decimal,
        cumulative_rewards_per_share: decimal,
        num_user_reward_managers: bcs.u64(),
        additional_fields: bag,
      }),
    ),
  ),
  last_update_time_ms: bcs.u64(),
});

export const reserveLayout = bcs.struct('Reserve', {
  id: bcs.Address,
  lending_market_id: bcs.Address,
  array_index: bcs.u64(),
  coin_type: typeName,
  config: bcs.struct('Cell', { element: bcs.option(config) }),
  mint_decimals: bcs.u8(),
  price_identifier: bcs.struct('PriceIdentifier', { bytes: bcs.byteVector() }),
  price: decimal,
  smoothed_price: decimal,
  price_last_update_timestamp_s: bcs.u64(),
  available_amount: bcs.u64(),
  ctoken_supply: bcs.u64(),
  borrowed_amount: decimal,
  cumulative_borrow_rate: decimal,
  interest_last_update_timestamp_s: bcs.u64(),
  unclaimed_spread_fees: decimal,
  attributed_borrow_value: decimal,
  deposits_pool_reward_manager: rewards,
  borrows_pool_reward_manager: rewards,
});

export const marketLayout = bcs.struct('LendingMarket', {
  id: bcs.Address,
  version: bcs.u64(),
  reserves: bcs.vector(reserveLayout),
  obligations: bag,
  rate_limiter: bcs.struct('RateLimiter', {
    config: bcs.struct('RateLimiterConfig', { window_duration: bcs.u64(), max_outflow: bcs.u64() }),
    prev_qty: decimal,
    window_start: bcs.u64(),
    cur_qty: decimal,
  }),
  fee_receiver: bcs.Address,
  bad_debt_usd: decimal,
  bad_debt_limit_usd: decimal,
});

export type KeptMarket = ReturnType<typeof marketLayout.parse>;
export type KeptReserve = KeptMarket['reserves'][number];

const address = bcs.Address;

/** What the market tells of a deposit and of a redemption. */
export const mintEvent = bcs.struct('MintEvent', {
  ...{ lending_market_id: address, coin_type: typeName, reserve_id: address },
  ...{ liquidity_amount: bcs.u64(), ctoken_amount: bcs.u64() },
});
export const redeemEvent = bcs.struct('RedeemEvent', {
  ...{ lending_market_id: address, coin_type: typeName, reserve_id: address },
  ...{ ctoken_amount: bcs.u64(), liquidity_amount: bcs.u64() },
});
