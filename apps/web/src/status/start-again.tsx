import type { TransactionView } from '@diboas/protocol';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { startDraft } from '../add/start-draft.ts';
import type { CallRefusal } from '../api/client.ts';
import { useServices } from '../app/services.ts';
import { useText } from '../app/text.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { ProblemNote, refusalText } from '../ui/problem-note.tsx';
import { useBusy } from '../ui/use-busy.ts';

/**
 * A new draft with the same answers; where the way to pay was refused, without it, so that its step asks for another.
 * Only offered where it is sure that no money is under way.
 */
export function StartAgain({ transaction }: { transaction: TransactionView }) {
  const { call, queryClient } = useServices();
  const navigate = useNavigate();
  const t = useText();
  const isOtherWay = transaction.compensation?.next === 'choose_other_method';
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const start = async (): Promise<void> => {
    const outcome = await startDraft(call, queryClient, {
      amount: transaction.pay.amount.amount,
      method: isOtherWay ? null : transaction.method,
    });
    if (!outcome.ok) return setRefusal(outcome.refusal);
    const step = isOtherWay ? 'method' : 'fees';
    await navigate({ to: '/add/$draftId/$step', params: { draftId: outcome.value.id, step } });
  };
  return (
    <div className="no-print flex flex-col gap-3 pt-2">
      <BusyButton type="button" busy={busy} busyText={t('start.busy')} onClick={() => run(start)}>
        {t(isOtherWay ? 'start.otherWay' : 'start.again')}
      </BusyButton>
      {refusal ? <ProblemNote text={refusalText(refusal, t)} /> : null}
    </div>
  );
}
