import { formatDecimal, overcharge, shareHalfUp } from '@diboas/sandbox-kit';
import { type ExampleAsset, type ExampleNetwork, factsOf, NETWORK_FEE_CENTS } from './assets.ts';

/** Example's own fee, in hundredths of a percent of the amount: rounded half up to the cent. */
const FEE_BPS = 200n;

/** The smallest and largest amount of one purchase, in cents. */
export const AMOUNT_CENTS_MIN = 100n;
export const AMOUNT_CENTS_MAX = 1_000_000n;

export interface Trade {
  readonly asset: ExampleAsset;
  readonly network: ExampleNetwork;
}

/** Decimal strings as on the wire. The fees are on top of `amount`: the person pays `total`. */
export interface Price {
  readonly amount: string;
  readonly fee: string;
  readonly networkFee: string;
  readonly total: string;
  readonly delivers: string;
}

/** What a fixed number of cents buys: rounded down to the asset's last digit. */
export function priceOf(cents: bigint, { asset, network }: Trade): Price {
  const { centsPerOne, decimals } = factsOf(asset);
  const fee = shareHalfUp(cents, FEE_BPS);
  const networkFee = NETWORK_FEE_CENTS[network];
  return {
    amount: formatDecimal(cents, 2),
    fee: formatDecimal(fee, 2),
    networkFee: formatDecimal(networkFee, 2),
    total: formatDecimal(cents + fee + networkFee, 2),
    delivers: formatDecimal((cents * 10n ** BigInt(decimals)) / centsPerOne, decimals),
  };
}

/** The price as it is charged when more is taken than was shown: the fee takes it up. */
export function overcharged(price: Price, bps: number): Price {
  const { total, fee } = overcharge({ total: price.total, fee: price.fee }, bps);
  return { ...price, fee, total };
}
