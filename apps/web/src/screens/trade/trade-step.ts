import { type Asset, parseMoney } from '@diboas/kernel';
import { coin as anyCoin, type CoinView, type QuoteRequest, type TradedView } from '@diboas/protocol';
import {
  type DraftedLots,
  readLots,
  readOrder,
  type SellEvent,
  type TradeAnswers,
  type TradeEvent,
  type TradeState,
} from '@diboas/wizards';
import { moneyText } from '../../money/money-text.ts';
import { useQuote } from '../../quote/use-quote.ts';
import { deviceZone } from '../../time/format-time.ts';
import { useOperation } from '../../wizard/use-operation.ts';
import type { StepProps, StepPropsOf } from '../../wizard/wizard-step.ts';
import type { Text } from '../../words/text.ts';

/** Both wizards ask the same, of the one side or the other. */
export type TradeSide = 'buy' | 'sell';

/** What each screen of a trade is given. */
export type TradeStepProps = StepProps<TradeState['step'], TradeAnswers>;
/** What each screen of buying is given besides. */
export type BuyStepProps = StepPropsOf<'buy'>;

type Repeat = NonNullable<Extract<QuoteRequest, { operation: 'BUY_CRYPTO' }>['repeat']>;

type ChainNetwork = Extract<QuoteRequest, { operation: 'BUY_CRYPTO' }>['network'];

function unitsOf(dollars: string): bigint {
  const parsed = parseMoney('USDC', dollars);
  return parsed.ok ? parsed.value.units : 0n;
}

/** On which network the digital dollars lie that buy something: where there are most of them. */
export function useDollarNetwork(): ChainNetwork {
  const balances = useOperation('buy')?.balances ?? [];
  const most = balances.reduce<(typeof balances)[number] | null>(
    (best, one) => (best === null || unitsOf(one.available) > unitsOf(best.available) ? one : best),
    null,
  );
  return most === null || most.network === 'fiat' ? 'solana' : most.network;
}

/** What is priced; null while an answer is missing. Where a sale's dollars arrive is the server's to say. */
function requestOf(
  side: TradeSide,
  { coin, amount, order, lots }: TradeState & { readonly lots?: string | null },
  { network, repeat }: { readonly network: ChainNetwork; readonly repeat: Repeat | null },
): QuoteRequest | null {
  const how = readOrder(order);
  if (coin === null || amount === null || how === null) return null;
  const said = { asset: coin, amount, order: how };
  return side === 'buy'
    ? { operation: 'BUY_CRYPTO', ...said, network, ...(repeat ? { repeat } : {}) }
    : { operation: 'SELL_CRYPTO', ...said, ...saidLots(readLots(lots)) };
}

/** Which lots go, where that is not by the method of the coin. */
function saidLots(lots: DraftedLots | null) {
  if (lots === null) return {};
  return { lots: typeof lots === 'string' ? lots : [...lots] };
}

export function useTradeQuote(side: TradeSide, { state, take }: TradeStepProps) {
  const request = requestOf(side, state, { network: useDollarNetwork(), repeat: repeatIn(state) });
  return useQuote({ request, held: state.quote, isHeldFast: state.sent, take });
}

/** Whether it is a coin, which is traded at any time: what is bought again and again, and what prices are waited for of. */
export function isCoin(asset: string | null): asset is CoinView {
  return anyCoin.safeParse(asset).success;
}

/** How often it is bought again, where that was said of what is bought at the price of now. */
export function repeatIn(
  state: TradeState & { readonly repeat?: BuyStepProps['state']['repeat'] },
): Repeat | null {
  const { repeat = null, order, coin } = state;
  if (repeat === null || repeat === 'once' || readOrder(order)?.type !== 'market' || !isCoin(coin))
    return null;
  return { every: repeat, zone: deviceZone() ?? 'UTC' };
}

/** What somebody is told who answers where another tab has answered meanwhile; null where that is no conflict. */
export function conflictText(
  mine: TradeEvent | SellEvent,
  { state, asset, t, region }: { state: TradeState; asset: Asset; t: Text; region: string },
): string | null {
  if (mine.type !== 'amount_chosen' || state.amount === null || mine.amount === state.amount) return null;
  const told = (amount: string): string => moneyText({ asset, amount }, region, { exact: true });
  return t('wizard.changed.amount', { mine: told(mine.amount), newest: told(state.amount) });
}

/** One whole of a coin, as prices are of. */
export function oneOf(coin: TradedView) {
  return { asset: coin, amount: '1' };
}
