import type { Id } from '@diboas/kernel';
import type { Terms } from '../agreement/terms.ts';

/**
 * Quotes never change. One that nobody confirms may be gone some time after it has expired; one that was confirmed is
 * kept with its transaction, by the commit that confirmed it.
 */
export interface QuoteStore {
  saveQuote(terms: Terms): Promise<void>;
  quote(id: Id): Promise<Terms | null>;
}
