// What a transaction costs. Computation is that of the smallest bucket, as simple payments have it; storage is what
// mainnet takes for a coin, nearly all of which comes back when the coin is written again or ends.

/** Units of gas that the smallest transaction counts for. */
export const GAS_UNITS_MIN = 1_000n;
/** In MIST, for each coin that is written; an object that is shared costs by its bytes. */
export const COIN_STORAGE_COST = 988_000n;
export const GAS_BUDGET_MAX = 50_000_000_000n;
/** Of what was paid for storage, hundredths that stay with the chain for good. */
const KEPT_PERCENT = 1n;

/** All in MIST. */
export interface GasUsed {
  readonly computationCost: bigint;
  readonly storageCost: bigint;
  readonly storageRebate: bigint;
  readonly nonRefundableStorageFee: bigint;
}

export function costOf(parts: {
  readonly price: bigint;
  /** What is paid to keep what is written. */
  readonly storage: bigint;
  /** What was paid before for those that are written again or end. */
  readonly paidBefore: bigint;
}): GasUsed {
  const kept = (parts.paidBefore * KEPT_PERCENT) / 100n;
  return {
    computationCost: GAS_UNITS_MIN * parts.price,
    storageCost: parts.storage,
    storageRebate: parts.paidBefore - kept,
    nonRefundableStorageFee: kept,
  };
}

/** What leaves the coin that pays; below nothing when more comes back. */
export function netCost({ computationCost, storageCost, storageRebate }: GasUsed): bigint {
  return computationCost + storageCost - storageRebate;
}
