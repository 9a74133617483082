import { aside, choice, decimal, done, lots, moving, order, price, question, review } from './step.ts';
import {
  type AnswersOf,
  type EventOf,
  type StepOf,
  type WizardEvent,
  type WizardState,
  type WizardStateOf,
  wizard,
} from './wizard.ts';

/** How often it is bought: once, or after that again and again. */
export const REPEATS = ['once', 'week', 'two_weeks', 'month'] as const;
const repeat = choice(...REPEATS);

const coin = choice('BTC', 'ETH', 'SOL', 'SUI', 'AAPL', 'NVDA', 'SPY', 'TSLA');

const questions = [
  question('coin_selection', 'coin', coin),
  question('amount_selection', 'amount', decimal),
  question('order_selection', 'order', order),
] as const;

const closing = [
  price('fee_confirmation', 'fees'),
  review('final_review', 'review'),
  moving('processing'),
  done('completion', 'done'),
] as const;

/** Buying a coin with digital dollars that are invested; the amount is in USDC. */
export const buyWizard = wizard({
  name: 'buy',
  // Once, where nothing is said. Only what is bought at the price of now is bought again and again.
  steps: [...questions, aside('order_selection', 'repeat', repeat), ...closing] as const,
});

/** Selling a coin that is invested for digital dollars; the amount is in the coin. Which lots of it go may be said besides. */
export const sellWizard = wizard({
  name: 'sell',
  steps: [...questions, aside('order_selection', 'lots', lots), ...closing] as const,
});

/** What both ask: what the amount is in tells them apart, and what may be said besides. */
export type TradeAnswers = Omit<AnswersOf<typeof sellWizard>, 'lots'>;
export type TradeState = WizardState<StepOf<typeof sellWizard>, TradeAnswers>;
export type TradeEvent = WizardEvent<StepOf<typeof sellWizard>, TradeAnswers>;
export type BuyEvent = EventOf<typeof buyWizard>;
export type SellState = WizardStateOf<typeof sellWizard>;
export type SellEvent = EventOf<typeof sellWizard>;

/** How a trade is to be carried out, as a draft says it: at the price of now, or at the person's own. */
export type DraftedOrder =
  | { readonly type: 'market'; readonly toleranceBps: number }
  | {
      readonly type: 'limit';
      /** In USDC for one whole coin. */
      readonly price: string;
      readonly goodTillDays: number;
    };

/** How much worse than expected people may let it come out, in basis points; the second is what is usual. */
export const DRAFTED_TOLERANCES = [10, 50, 100, 300] as const;
/** For how many days people may let an order of their own price stand; the second is what is usual. */
export const DRAFTED_DAYS = [1, 7, 30, 90] as const;

/** The text that a draft keeps an order as: "market:50", "limit:97000.00:7". */
export function writeOrder(drafted: DraftedOrder): string {
  return drafted.type === 'market'
    ? `market:${drafted.toleranceBps}`
    : `limit:${drafted.price}:${drafted.goodTillDays}`;
}

/** Which lots of a coin a sale takes: by a method for this sale alone, or those that were picked, the first first. */
export type DraftedLots = (typeof LOT_ORDERS)[number] | readonly string[];

/** The oldest, the newest or the dearest first. */
export const LOT_ORDERS = ['fifo', 'lifo', 'hifo'] as const;

/** As many lots may be picked for one sale. */
export const PICKED_MAX = 20;

/** The text that a draft keeps it as; null is the method of the coin. */
export function writeLots(drafted: DraftedLots | null): string {
  if (drafted === null) return 'usual';
  return typeof drafted === 'string' ? drafted : `pick:${drafted.join(',')}`;
}

export function readLots(text: string | null | undefined): DraftedLots | null {
  if (text?.startsWith('pick:')) return text.slice('pick:'.length).split(',');
  return LOT_ORDERS.find((one) => one === text) ?? null;
}

/** The order that a draft keeps; null where it keeps none. */
export function readOrder(text: string | null): DraftedOrder | null {
  const [type, first = '', days = ''] = text?.split(':') ?? [];
  if (type === 'market') return { type, toleranceBps: Number(first) };
  return type === 'limit' ? { type, price: first, goodTillDays: Number(days) } : null;
}
