export { assert, BugError, unreachable } from './assert.ts';
export { ASSETS, type Asset, isAsset, isStock, type Stock, unitsPerOne } from './asset.ts';
export { BUCKET_COUNT, BUCKETS, type Bucket, bucketOf, isBucket } from './bucket.ts';
export { bucketOfId, createId, firstIdAt, type Id, isId, isUuid, referenceOfId } from './id.ts';
export { type FaultMark, mark } from './mark.ts';
export {
  addMoney,
  formatMoney,
  largerUnits,
  type Money,
  type MoneyRefusal,
  money,
  parseMoney,
  type Rounding,
  scaleUnits,
  shareOfMoney,
  smallerUnits,
  subtractMoney,
  sumMoney,
  UNITS_MAX,
} from './money.ts';
export { isNetwork, NETWORKS, type Network } from './network.ts';
export { accept, type Outcome, refuse } from './outcome.ts';
export { createPooledRandom, createSeededRandom, type Random, randomBelow } from './random.ts';
export {
  type Clock,
  DAY_MS,
  elapsedBy,
  formatInstant,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  SECOND_MS,
} from './time.ts';
