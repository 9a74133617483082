import { unreachable } from '@diboas/kernel';
import type { FeePartView, MoneyView, QuoteView } from '@diboas/protocol';
import { addUp } from '../money/add-up.ts';
import { formatShare } from '../money/money-text.ts';
import type { MoneyText } from '../money/use-money-text.ts';
import { ownId } from '../transaction/own-id.ts';
import type { Text } from '../words/text.ts';

/** Who takes a part of the fees, as a sentence. */
export function takenByText({ tier, takenBy }: FeePartView, t: Text): string {
  return t(tier === 'network' ? 'price.takenByNetwork' : 'price.takenBy', { who: takenBy });
}

/** What a part of the fees pays for, as a sentence. */
export function purposeText({ purpose }: FeePartView, quote: QuoteView, t: Text): string {
  return t(ownId(t, quote, `price.purpose.${purpose}`));
}

/** How a part of the fees was worked out, as a sentence that can be checked with a calculator. */
export function basisText(
  { basis }: FeePartView,
  { t, region, money: write }: { readonly t: Text; readonly region: string; readonly money: MoneyText },
): string {
  switch (basis.kind) {
    case 'rate':
      return t('price.basis.rate', {
        rate: formatShare(basis.bps, region),
        of: write(basis.of),
      });
    case 'quoted':
      return t('price.basis.quoted', { by: basis.by });
    default:
      return unreachable(basis);
  }
}

/** All parts of the fees together, exact to the cent. */
export function sumOfFees({ fees, total }: Pick<QuoteView['pay'], 'fees' | 'total'>): MoneyView {
  return addUp(
    total.asset,
    fees.map(({ amount }) => amount),
  );
}
