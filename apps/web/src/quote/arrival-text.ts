import type { QuoteView } from '@diboas/protocol';
import { AT_ONCE, estimateText } from '../time/estimate-text.ts';
import type { Text } from '../words/text.ts';

/** When it arrives, within a sentence: "in 1 to 5 minutes", "at once", "as soon as they sign in". */
export function arrivalText(quote: QuoteView, t: Text, region: string): string {
  return waitsForSomebody(quote) ? t('estimate.claimed') : estimateText(quote.estimate, t, region);
}

/** The same as a sentence, which says whose word it is where it is somebody's. */
export function arrivalSentence(quote: QuoteView, t: Text, region: string): string {
  const estimate = arrivalText(quote, t, region);
  const isSure = waitsForSomebody(quote) || quote.estimate.toSeconds <= AT_ONCE;
  if (isSure) return t('fees.time.sure', { estimate });
  return t(`fees.time.${quote.estimate.source}`, { estimate, provider: quote.provider.name });
}

function waitsForSomebody(quote: QuoteView): boolean {
  return quote.operation === 'SEND_MONEY' && quote.claimDays !== null;
}
