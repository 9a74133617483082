import type { Outcome } from '@diboas/kernel';
import type { QuoteWish } from '@diboas/orchestration';
import type { QuoteRequest } from '@diboas/protocol';
import type { ApiRefusal } from '../../http/api-route.ts';

/** What is asked for in the words of quoting; or what of it is no wish. */
export type Wished = Outcome<QuoteWish, ApiRefusal<'createQuote'>>;
export type RequestOf<Name extends QuoteRequest['operation']> = Extract<QuoteRequest, { operation: Name }>;
