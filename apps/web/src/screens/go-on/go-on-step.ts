import type { QuoteRequest, TransactionView } from '@diboas/protocol';
import { useQuery } from '@tanstack/react-query';
import { useQuote } from '../../quote/use-quote.ts';
import { useServices } from '../../services/services.ts';
import { requestOn, waysOn } from '../../transaction/ways-on.ts';
import type { StepPropsOf } from '../../wizard/wizard-step.ts';

/** What each screen of going on with a journey is given. */
export type GoOnStepProps = StepPropsOf<'go_on'>;

/** The journey, and the last of its parts that was done, which says what is there and where. */
export function useStopped(journeyId: string | null) {
  const { queries } = useServices();
  const journey = useQuery({ ...queries.transaction(journeyId ?? ''), enabled: journeyId !== null });
  const lastId = journey.data?.legs.findLast(({ state }) => state === 'done')?.transaction ?? null;
  const last = useQuery({ ...queries.transaction(lastId ?? ''), enabled: lastId !== null });
  const retry = (): void => {
    void journey.refetch();
    void last.refetch();
  };
  return { journey: journey.data ?? null, last: last.data ?? null, retry };
}

/** The price of what is asked for. */
export function useGoOnQuote({ state, take, request }: GoOnStepProps & { readonly request: QuoteRequest }) {
  return useQuote({ request, held: state.quote, isHeldFast: state.sent, take });
}

/** What the chosen way asks for; null where it cannot be asked for. */
export function requestOnWay(
  way: NonNullable<GoOnStepProps['state']['way']>,
  { legs }: TransactionView,
  { receive, receipt }: TransactionView,
): QuoteRequest | null {
  const ways = waysOn(legs);
  const steps = way === 'go_on' ? ways.goOn : ways.bringBack;
  const to = legs.findLast(({ state }) => state === 'done')?.to;
  const { network } = receive;
  if (steps === null || to?.kind !== 'balance' || network === 'fiat') return null;
  const { asset, amount } = receipt?.delivered ?? receive;
  return requestOn(steps, { to, stopped: { asset, network, amount } });
}
