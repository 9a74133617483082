import { parseMoney } from '@diboas/kernel';
import type { LimitsView, PaymentMethod, QuoteView } from '@diboas/protocol';
import type { AddFundsState } from '@diboas/wizards';
import { useQueries } from '@tanstack/react-query';
import { CallError } from '../../api/queries.ts';
import { offerQuery } from '../../quote/offer-query.ts';
import { useServices } from '../../services/services.ts';
import { quoteRequestOf } from './quote-request.ts';

/** A way to pay with its price, as far as it could be had. */
export interface Offer {
  readonly method: PaymentMethod;
  readonly estimate: LimitsView['methods'][number]['estimate'];
  readonly quote: QuoteView | null;
}

/**
 * Each way to pay with what this amount costs by it, the cheapest first (W47). Null until every price is there or
 * could not be had, because choices that change their places under a finger are chosen by mistake. `outage` says why
 * none of them can be taken now, so that nobody walks on into it.
 */
export function useOffers(
  methods: LimitsView['methods'] | undefined,
  { amount, to, currency, goods }: Pick<AddFundsState, 'amount' | 'to' | 'currency' | 'goods'>,
): {
  readonly offers: readonly Offer[] | null;
  readonly outage: CallError | null;
  readonly retry: () => void;
} {
  const { call } = useServices();
  const asked = amount === null ? [] : (methods ?? []);
  const answers = useQueries({
    queries: asked.map(({ method }) =>
      offerQuery(call, quoteRequestOf({ amount: amount ?? '', to, method, currency, goods })),
    ),
  });
  const isAsking = answers.some(({ isPending }) => isPending);
  if (!methods || isAsking) return { offers: null, outage: null, retry: () => {} };
  const offers = methods.flatMap(({ method, estimate }, index): Offer[] => {
    const quote = answers[index]?.data ?? null;
    // What nobody takes for this amount and these things is no way to pay, and is not shown as one.
    if (isTakenByNobody(answers[index]?.error)) return [];
    return [{ method, estimate: quote?.estimate ?? estimate, quote }];
  });
  const refused = answers.map(({ error }) => (error instanceof CallError ? error : null));
  return {
    offers: offers.every(({ quote }) => quote !== null) ? offers.sort(byTotal) : offers,
    outage: refused.length > 0 && refused.every(isOutage) ? (refused[0] ?? null) : null,
    retry: () => void Promise.all(answers.map(({ refetch }) => refetch())),
  };
}

function isTakenByNobody(error: unknown): boolean {
  return error instanceof CallError && error.code === 'method_unavailable';
}

/** Nobody takes this payment at the moment, whichever way it is paid. */
function isOutage(error: CallError | null): boolean {
  return error?.code === 'no_provider';
}

function byTotal(left: Offer, right: Offer): number {
  const [a, b] = [unitsOf(left), unitsOf(right)];
  return a === b ? 0 : a < b ? -1 : 1;
}

function unitsOf({ quote }: Offer): bigint {
  const total = quote && parseMoney(quote.pay.total.asset, quote.pay.total.amount);
  return total?.ok ? total.value.units : 0n;
}
