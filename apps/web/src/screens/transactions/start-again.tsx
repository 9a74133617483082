import type { CallRefusal } from '@diboas/client';
import type { TransactionView } from '@diboas/protocol';
import { BusyButton, Note, useBusy } from '@diboas/ui';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { refusalText } from '../../parts/refusal-text.ts';
import { useServices } from '../../services/services.ts';
import { addressOf } from '../../wizard/flow.ts';
import { startDraft } from '../../wizard/start-draft.ts';
import { useText } from '../../words/text.ts';

/**
 * A new draft with the answers that are still good: where this way to pay was refused, the question how to pay comes
 * first, and the same way stays possible. Only offered where it is sure that no money is under way.
 */
export function StartAgain({ transaction }: { transaction: TransactionView }) {
  const t = useText();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  if (transaction.operation !== 'ADD_FUNDS') return null;
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
  transaction: { pay, method },
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
  const { call, queryClient } = useServices();
  const navigate = useNavigate();
  const t = useText();
  const [busy, run] = useBusy();
  const start = async (): Promise<void> => {
    const outcome = await startDraft({ call, queryClient }, 'add_funds', [
      { type: 'amount_chosen', amount: pay.amount.amount },
      ...(way === 'same' && method !== null ? [{ type: 'method_chosen', method } as const] : []),
    ]);
    if (!outcome.ok) return onRefused(outcome.refusal);
    await navigate(addressOf(outcome.value));
  };
  return (
    <BusyButton type="button" kind={kind} busy={busy} busyText={t('start.busy')} onClick={() => run(start)}>
      {children}
    </BusyButton>
  );
}
