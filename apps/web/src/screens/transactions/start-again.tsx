import type { CallRefusal } from '@diboas/client';
import type { TransactionView } from '@diboas/protocol';
import { addFunds } from '@diboas/wizards';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { BusyButton } from '../../parts/busy-button.tsx';
import { ProblemNote, refusalText } from '../../parts/problem-note.tsx';
import { useBusy } from '../../parts/use-busy.ts';
import { useServices } from '../../services/services.ts';
import { startDraft } from '../../wizard/start-draft.ts';
import { useText } from '../../words/text.ts';

/**
 * A new draft with the answers that are still good: where this way to pay was refused, the question how to pay comes
 * first, and the same way stays possible. Only offered where it is sure that no money is under way.
 */
export function StartAgain({ transaction }: { transaction: TransactionView }) {
  const t = useText();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const isRefusedWay = transaction.compensation?.next === 'choose_other_method';
  return (
    <div className="no-print flex flex-col gap-3 pt-2">
      {isRefusedWay ? (
        <StartButton transaction={transaction} way="other" kind="brand" onRefused={setRefusal}>
          {t('start.otherWay')}
        </StartButton>
      ) : null}
      <StartButton
        transaction={transaction}
        way="same"
        kind={isRefusedWay ? 'quiet' : 'brand'}
        onRefused={setRefusal}
      >
        {t(isRefusedWay ? 'start.sameWay' : 'start.again')}
      </StartButton>
      {refusal ? <ProblemNote text={refusalText(refusal, t)} /> : null}
    </div>
  );
}

function StartButton({
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
    const answers = { amount: pay.amount.amount, method: way === 'same' ? method : null };
    const outcome = await startDraft(call, queryClient, answers);
    if (!outcome.ok) return onRefused(outcome.refusal);
    const { id, state } = outcome.value;
    await navigate({ to: '/add/$draftId/$step', params: { draftId: id, step: addFunds.slugOf(state.step) } });
  };
  return (
    <BusyButton type="button" kind={kind} busy={busy} busyText={t('start.busy')} onClick={() => run(start)}>
      {children}
    </BusyButton>
  );
}
