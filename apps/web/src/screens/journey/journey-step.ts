import { type JourneyStep, type QuoteRequest, type StrategyView, traded } from '@diboas/protocol';
import { ADD_FUNDS_ARRIVALS, type AddFundsState, type JourneyState } from '@diboas/wizards';
import { useQuote } from '../../quote/use-quote.ts';
import type { StepPropsOf } from '../../wizard/wizard-step.ts';
import { boughtIn } from '../add/quote-request.ts';

/** What each screen of adding money and starting is given. */
export type JourneyStepProps = StepPropsOf<'journey'>;

type Goods = NonNullable<AddFundsState['goods']>;
type Begun = Pick<StrategyView, 'asset' | 'network'>;

/** A bought coin may cost at most so much more than was named, as is usual. */
const TOLERANCE_BPS = 50;

/** What is added so that it can be put in: the very thing where it can be had so, else digital dollars. */
export function goodsFor({ asset, network }: Begun): Goods {
  return ADD_FUNDS_ARRIVALS.find((one) => one === `${asset}:${network}`) ?? ADD_FUNDS_ARRIVALS[0];
}

/** What is to be done between adding and starting. What lies in another balance than is taken from is moved by itself. */
function betweenSteps({ asset, network }: Begun, goods: Goods): readonly JourneyStep[] {
  const arrived = boughtIn(goods);
  if (arrived.asset === asset && arrived.network === network) return [];
  if (arrived.asset === asset) return [{ do: 'cross', to: network }];
  const bought = traded.safeParse(asset);
  const order = { type: 'market', toleranceBps: TOLERANCE_BPS } as const;
  return bought.success ? [{ do: 'buy', asset: bought.data, order }] : [];
}

/** All of it as it is asked for. */
export function journeyOf(
  strategy: Pick<StrategyView, 'id' | 'asset' | 'network'>,
  { amount, method }: { readonly amount: string; readonly method: NonNullable<JourneyState['method']> },
): QuoteRequest {
  const goods = goodsFor(strategy);
  return {
    operation: 'JOURNEY',
    begins: { with: 'add', amount, currency: 'USD', method, ...boughtIn(goods) },
    steps: [...betweenSteps(strategy, goods), { do: 'start', strategy: strategy.id }],
  };
}

/** What the draft asks for, once its strategy is known. */
function requestIn(
  { amount, method }: JourneyState,
  strategy: Pick<StrategyView, 'id' | 'asset' | 'network'>,
): QuoteRequest | null {
  return amount === null || method === null ? null : journeyOf(strategy, { amount, method });
}

/** The price of what the draft asks for. */
export function useJourneyQuote({
  state,
  take,
  strategy,
}: JourneyStepProps & { readonly strategy: StrategyView }) {
  const request = requestIn(state, strategy);
  return useQuote({ request, held: state.quote, isHeldFast: state.sent, take });
}
