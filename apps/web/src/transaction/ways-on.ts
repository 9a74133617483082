import { type JourneyStep, type LegView, type PlaceView, type QuoteRequest, traded } from '@diboas/protocol';

/** Where the money of a journey that stopped is: what its last part brought. */
export interface StoppedAt {
  readonly asset: Extract<QuoteRequest, { operation: 'BRIDGE' }>['asset'];
  readonly network: Extract<QuoteRequest, { operation: 'BRIDGE' }>['from'];
  readonly amount: string;
}

/** What is usual for a trade, and where dollars arrive where nobody says otherwise. */
const ORDER = { type: 'market', toleranceBps: 50 } as const;
const DOLLARS_ON = 'solana';

type Balance = Extract<PlaceView, { kind: 'balance' }>;

/** The two ways on of a journey that stopped, each null where there is none. */
interface Ways {
  /** The rest of it, with what is there. */
  readonly goOn: readonly JourneyStep[] | null;
  /** What was done, the other way: to where the money was added, or taken from. */
  readonly bringBack: readonly JourneyStep[] | null;
}

const NO_WAYS: Ways = { goOn: null, bringBack: null };

/**
 * What may be done where a part failed and parts before it were done. Each is steps of a journey of its own, and nothing of it is
 * done before it was priced and confirmed.
 */
export function waysOn(legs: readonly LegView[]): Ways {
  const at = legs.findLastIndex(({ state }) => state === 'done');
  const [last, done, rest] = [legs[at], legs.slice(0, at + 1), legs.slice(at + 1)];
  if (last?.to.kind !== 'balance' || rest.length === 0) return NO_WAYS;
  const own = done.filter(({ from }) => from.kind === 'balance');
  return {
    goOn: whole(rest.map((leg, index) => stepOf(leg, index === rest.length - 1))),
    bringBack: whole(own.toReversed().map(stepBack)),
  };
}

/** As it is asked for, with what is there. */
export function requestOn(
  steps: readonly JourneyStep[],
  { to, stopped }: { readonly to: Balance; readonly stopped: StoppedAt },
): QuoteRequest {
  return { operation: 'JOURNEY', begins: { with: 'balance', type: to.type, ...stopped }, steps: [...steps] };
}

/** All of the steps; null where one of them cannot be asked for again from what is known, or there is none. */
function whole(steps: readonly (JourneyStep | 'by itself' | null)[]): readonly JourneyStep[] | null {
  const asked = steps.filter((step) => step !== 'by itself');
  return asked.length === 0 || asked.some((step) => step === null)
    ? null
    : asked.filter((step) => step !== null);
}

/** A move before something else is made by itself. */
function stepOf({ operation, to, amount }: LegView, isLast: boolean): JourneyStep | 'by itself' | null {
  switch (operation) {
    case 'MOVE':
      if (!isLast) return 'by itself';
      return to.kind === 'balance' ? { do: 'move', to: to.type } : null;
    case 'BRIDGE':
      return to.kind === 'balance' && to.network ? { do: 'cross', to: to.network } : null;
    case 'BUY_CRYPTO': {
      const asset = traded.safeParse(amount.asset);
      return asset.success ? { do: 'buy', asset: asset.data, order: ORDER } : null;
    }
    case 'START_STRATEGY':
      return to.kind === 'strategy' ? { do: 'start', strategy: to.strategy } : null;
    default:
      // A bank account that it was to be withdrawn to is not told; and what a newer server does is not known.
      return null;
  }
}

function stepBack({ operation, from }: LegView): JourneyStep | null {
  if (from.kind !== 'balance') return null;
  switch (operation) {
    case 'MOVE':
      return { do: 'move', to: from.type };
    case 'BRIDGE':
      return from.network ? { do: 'cross', to: from.network } : null;
    case 'BUY_CRYPTO':
      return { do: 'sell', network: DOLLARS_ON, order: ORDER };
    default:
      return null;
  }
}
