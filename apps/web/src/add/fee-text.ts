import { unreachable } from '@diboas/kernel';
import type { FeePart } from '@diboas/protocol';
import type { Text } from '../app/text.ts';
import { formatMoney, formatShare } from '../money/format-money.ts';

/** Who takes a part of the fees, as a sentence. */
export function takenByText({ tier, takenBy }: FeePart, t: Text): string {
  return t(tier === 'network' ? 'price.takenByNetwork' : 'price.takenBy', { who: takenBy });
}

/** What a part of the fees pays for, as a sentence. */
export function purposeText({ purpose }: FeePart, t: Text): string {
  return t(`price.purpose.${purpose}`);
}

/** How a part of the fees was worked out, as a sentence that can be checked with a calculator. */
export function basisText({ basis }: FeePart, t: Text, region: string): string {
  switch (basis.kind) {
    case 'rate':
      return t('price.basis.rate', {
        rate: formatShare(basis.bps, region),
        of: formatMoney(basis.of, region),
      });
    case 'quoted':
      return t('price.basis.quoted', { by: basis.by });
    default:
      return unreachable(basis);
  }
}
