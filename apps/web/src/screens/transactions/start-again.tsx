import type { CallRefusal } from '@diboas/client';
import { type TransactionView, traded } from '@diboas/protocol';
import { BusyButton, Note, useBusy } from '@diboas/ui';
import { ADD_FUNDS_ARRIVALS } from '@diboas/wizards';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { isSendable } from '../../address/sendable.ts';
import { refusalText } from '../../parts/refusal-text.ts';
import { type Services, useServices } from '../../services/services.ts';
import { startDraft } from '../../wizard/drafts.ts';
import { addressOf } from '../../wizard/flow.ts';
import { useText } from '../../words/text.ts';

/**
 * A new draft with the answers that are still good: where this way to pay was refused, the question how to pay comes
 * first, and the same way stays possible. Only offered where it is sure that no money is under way.
 */
export function StartAgain({ transaction }: { transaction: TransactionView }) {
  const t = useText();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  if (againOf(transaction, 'same') === null) return null;
  const isRefusedWay = transaction.compensation?.next === 'choose_other_method';
  return (
    <div className="no-print flex flex-col gap-3 pt-2">
      {isRefusedWay ? (
        <AgainButton transaction={transaction} way="other" kind="brand" onRefused={setRefusal}>
          {t('start.otherWay')}
        </AgainButton>
      ) : null}
      <AgainButton
        transaction={transaction}
        way="same"
        kind={isRefusedWay ? 'quiet' : 'brand'}
        onRefused={setRefusal}
      >
        {t(isRefusedWay ? 'start.sameWay' : 'start.again')}
      </AgainButton>
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
    </div>
  );
}

function AgainButton({
  transaction,
  way,
  kind,
  onRefused,
  children,
}: {
  transaction: TransactionView;
  way: 'same' | 'other';
  kind: 'brand' | 'quiet';
  onRefused: (refusal: CallRefusal) => void;
  children: string;
}) {
  const services = useServices();
  const navigate = useNavigate();
  const t = useText();
  const [busy, run] = useBusy();
  const start = async (): Promise<void> => {
    const outcome = await againOf(transaction, way)?.(services);
    if (!outcome) return;
    if (!outcome.ok) return onRefused(outcome.refusal);
    await navigate(addressOf(outcome.value));
  };
  return (
    <BusyButton type="button" kind={kind} busy={busy} busyText={t('start.busy')} onClick={() => run(start)}>
      {children}
    </BusyButton>
  );
}

type Start = (services: Pick<Services, 'call' | 'queryClient' | 'queries'>) => ReturnType<typeof startDraft>;

/** The wizard that a transaction came from, begun with its answers; null for one that no wizard made. */
function againOf(transaction: TransactionView, way: 'same' | 'other'): Start | null {
  const { operation, pay, receive, method, from, to } = transaction;
  const { amount } = pay.amount;
  const how = { type: 'amount_chosen', amount } as const;
  if ((operation === 'ADD_FUNDS' || operation === 'ADD_AND_MOVE') && to.kind === 'balance') {
    const where = { type: 'to_chosen', to: to.type } as const;
    const paid = way === 'same' && method !== null ? [{ type: 'method_chosen', method } as const] : [];
    const { asset } = pay.amount;
    const currency = asset === 'EUR' ? [{ type: 'currency_chosen', currency: asset } as const] : [];
    const goods = ADD_FUNDS_ARRIVALS.find((one) => one === `${receive.asset}:${receive.network}`);
    const arrives =
      goods && goods !== ADD_FUNDS_ARRIVALS[0] ? [{ type: 'goods_chosen', goods } as const] : [];
    return (services) => startDraft(services, 'add_funds', [...currency, how, ...arrives, where, ...paid]);
  }
  if (operation === 'MOVE' && from.kind === 'balance' && to.kind === 'balance') {
    const between = [
      { type: 'from_chosen', from: from.type },
      { type: 'to_chosen', to: to.type },
    ] as const;
    return (services) => startDraft(services, 'move', [...between, how]);
  }
  if (operation === 'SEND_MONEY' && to.kind === 'person') {
    return (services) => startDraft(services, 'send', [{ type: 'to_chosen', to: to.email }, how]);
  }
  if (operation === 'START_STRATEGY' && to.kind === 'strategy') {
    const into = { type: 'strategy_chosen', strategy: to.strategy } as const;
    return (services) => startDraft(services, 'start', [into, how]);
  }
  if (operation === 'STOP_STRATEGY' && from.kind === 'strategy' && from.position !== null) {
    const { position } = from;
    return (services) => startDraft(services, 'stop', [{ type: 'position_chosen', position }]);
  }
  if (operation === 'JOURNEY' && from.kind === 'payment' && to.kind === 'strategy') {
    const into = { type: 'strategy_chosen', strategy: to.strategy } as const;
    return (services) => startDraft(services, 'journey', [into, how]);
  }
  const bought = operation === 'BUY_CRYPTO' ? traded.safeParse(receive.asset).data : undefined;
  if (bought) return (services) => startDraft(services, 'buy', [{ type: 'coin_chosen', coin: bought }, how]);
  const sold = operation === 'SELL_CRYPTO' ? traded.safeParse(pay.amount.asset).data : undefined;
  if (sold) return (services) => startDraft(services, 'sell', [{ type: 'coin_chosen', coin: sold }, how]);
  const kept = operation === 'SEND_TO_ADDRESS' && to.kind === 'address' ? to : null;
  const asset = pay.amount.asset;
  if (kept && isSendable(asset)) {
    const where = { type: 'to_chosen', to: `${kept.network}:${kept.address}` } as const;
    return (services) => startDraft(services, 'send_out', [where, { type: 'asset_chosen', asset }, how]);
  }
  return null;
}
