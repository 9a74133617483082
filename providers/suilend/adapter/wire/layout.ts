// What a market keeps, in BCS. Source: `_generated/suilend` of @suilend/sdk 3.0.3, whose order of fields is that of the Move structs.
import { bcs } from '@mysten/sui/bcs';

const u64 = bcs.u64().transform({ output: (text) => BigInt(text) });
const wad = bcs.struct('Decimal', { value: bcs.u256().transform({ output: (text) => BigInt(text) }) });
const typeName = bcs.struct('TypeName', { name: bcs.string() });
const objects = bcs.struct('Objects', { id: bcs.Address, size: u64 });

const rewards = bcs.struct('PoolRewardManager', {
  ...{ id: bcs.Address, totalShares: u64 },
  poolRewards: bcs.vector(
    bcs.option(
      bcs.struct('PoolReward', {
        ...{ id: bcs.Address, managerId: bcs.Address, coinType: typeName, startsAtMs: u64, endsAtMs: u64 },
        ...{ total: u64, allocated: wad, perShare: wad, users: u64, additional: objects },
      }),
    ),
  ),
  updatedAtMs: u64,
});

const config = bcs.struct('ReserveConfig', {
  ...{ openLtvPercent: bcs.u8(), closeLtvPercent: bcs.u8(), maxCloseLtvPercent: bcs.u8() },
  ...{ borrowWeightBps: u64, depositLimit: u64, borrowLimit: u64 },
  ...{ liquidationBonusBps: u64, maxLiquidationBonusBps: u64, depositLimitUsd: u64, borrowLimitUsd: u64 },
  ...{ utilPercents: bcs.vector(bcs.u8()), aprBps: bcs.vector(u64) },
  ...{ borrowFeeBps: u64, spreadFeeBps: u64, liquidationFeeBps: u64, isolated: bcs.bool() },
  ...{ openAttributedLimitUsd: u64, closeAttributedLimitUsd: u64, additional: objects },
});

const reserve = bcs.struct('Reserve', {
  ...{ id: bcs.Address, marketId: bcs.Address, place: u64, coinType: typeName },
  config: bcs.struct('Cell', { element: bcs.option(config) }),
  ...{ mintDecimals: bcs.u8(), priceId: bcs.struct('PriceIdentifier', { bytes: bcs.byteVector() }) },
  ...{ price: wad, smoothedPrice: wad, pricedAtS: u64 },
  ...{ available: u64, ctokens: u64, borrowed: wad, borrowRate: wad, compoundedAtS: u64 },
  ...{ unclaimedFees: wad, attributed: wad, depositRewards: rewards, borrowRewards: rewards },
});

/** Fields are told by their places, so that names here are of our own. */
export const marketLayout = bcs.struct('LendingMarket', {
  ...{ id: bcs.Address, version: u64, reserves: bcs.vector(reserve), obligations: objects },
  rateLimiter: bcs.struct('RateLimiter', {
    config: bcs.struct('RateLimiterConfig', { windowS: u64, outflowMost: u64 }),
    ...{ before: wad, startedAtS: u64, current: wad },
  }),
  ...{ feeReceiver: bcs.Address, badDebtUsd: wad, badDebtLimitUsd: wad },
});

export type MarketContents = ReturnType<typeof marketLayout.parse>;
export type ReserveContents = MarketContents['reserves'][number];
export type ReserveConfig = NonNullable<ReserveContents['config']['element']>;

/** `0x6`. */
export const clockLayout = bcs.struct('Clock', { id: bcs.Address, timestampMs: u64 });
