import { type Money, scaleUnits } from '@diboas/kernel';
import type { FeeBasis, FeePart } from '@diboas/orchestration';

/** Tariffs are written in tenths of a percent. */
const STEP_BPS = 10n;

/** Below so many minor units, rounding alone moves the rate by more than a hundredth of a percent either way. */
const TELLING_UNITS = 5_000n;

/**
 * How a provider's fee comes about, as far as a person can check it. Providers name the fee and not the tariff, and
 * the share that was really taken is the tariff rounded to a minor unit: 2.99 % of 50.13 is a tariff of 3 %. So a rate
 * is named only when it is one in which tariffs are written, it gives the fee to the minor unit, and the amount is
 * large enough to tell it from its neighbours. Otherwise the figure is the provider's word.
 */
export function basisOf({ fee, of, quotedBy }: { fee: Money; of: Money; quotedBy: string }): FeeBasis {
  const quoted = { kind: 'quoted', by: quotedBy } as const;
  if (of.units < TELLING_UNITS) return quoted;
  const steps = scaleUnits(fee.units, {
    numerator: 10_000n,
    denominator: of.units * STEP_BPS,
    rounding: 'half_up',
  });
  const bps = steps * STEP_BPS;
  const again = scaleUnits(of.units, { numerator: bps, denominator: 10_000n, rounding: 'half_up' });
  return bps > 0n && again === fee.units ? { kind: 'rate', bps: Number(bps), of } : quoted;
}

/** What a provider takes for itself of an amount, as a part of a price: `by` is its name, as people read it. */
export function conversionFee(fee: Money, { of, by }: { readonly of: Money; readonly by: string }): FeePart {
  const basis = basisOf({ fee, of, quotedBy: by });
  return { tier: 'provider', amount: fee, takenBy: by, purpose: 'conversion', basis };
}
