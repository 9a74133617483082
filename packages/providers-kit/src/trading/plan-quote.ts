import type { Instant } from '@diboas/kernel';
import type { Estimate, ProviderQuote, RejectionCode } from '@diboas/orchestration';
import { conversionFee } from '../reading/fee-basis.ts';
import type { NoOrder, PlannedTrade, TradeAsk } from './plan.ts';

/** What is done at once is told of within seconds. */
const AT_ONCE: Estimate = { fromSeconds: 1, toSeconds: 30, source: 'provider' };

/** The price of a planned trade: of a purchase the venue's fee comes on top, of a sale it is kept of what that brings. */
export function quoteOfPlan(
  { side, pay, trade }: TradeAsk,
  { least, expected, fee, rest }: PlannedTrade,
  { by, now }: { readonly by: string; readonly now: Instant },
): ProviderQuote {
  const toSeconds = trade.type === 'limit' ? Math.max(1, Math.ceil((trade.goodTill - now) / 1_000)) : 0;
  const estimate = trade.type === 'limit' ? { ...AT_ONCE, toSeconds } : AT_ONCE;
  const told = {
    ...{ deliver: least, ...(expected === null ? {} : { expected }), estimate },
    ...(rest === undefined ? {} : { rest }),
  };
  const of = side === 'buy' ? pay : { asset: least.asset, units: least.units + fee.units };
  const parts = fee.units === 0n ? [] : [conversionFee(fee, { of, by })];
  return side === 'buy' ? { ...told, fees: parts } : { ...told, fees: [], keeps: parts };
}

const REJECTIONS: Readonly<Record<NoOrder, RejectionCode>> = {
  not_trading: 'unsupported',
  too_small: 'limit_exceeded',
  dearer: 'price_changed',
};

/** Why what was agreed is not sent, in the engine's words. */
export function rejectionOfNoOrder(why: NoOrder): RejectionCode {
  return REJECTIONS[why];
}
