import type { TransactionView } from '@diboas/protocol';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { startDraft } from '../add/start-draft.ts';
import type { CallRefusal } from '../api/client.ts';
import { useServices } from '../app/services.ts';
import { useText } from '../app/text.ts';
import { BusyButton } from '../ui/busy-button.tsx';
import { ProblemNote, refusalText } from '../ui/problem-note.tsx';

/** A new draft with the same answers. Only offered where it is sure that no money is under way. */
export function StartAgain({ transaction }: { transaction: TransactionView }) {
  const { call, queryClient } = useServices();
  const navigate = useNavigate();
  const t = useText();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const start = async (): Promise<void> => {
    setBusy(true);
    const outcome = await startDraft(call, queryClient, {
      amount: transaction.pay.amount.amount,
      method: transaction.method,
    });
    setBusy(false);
    if (!outcome.ok) setRefusal(outcome.refusal);
    else await navigate({ to: '/add/$draftId/$step', params: { draftId: outcome.value.id, step: 'fees' } });
  };
  return (
    <div className="no-print flex flex-col gap-3 pt-2">
      <BusyButton type="button" busy={busy} busyText={t('start.busy')} onClick={() => void start()}>
        {t('start.again')}
      </BusyButton>
      {refusal ? <ProblemNote text={refusalText(refusal, t)} /> : null}
    </div>
  );
}
