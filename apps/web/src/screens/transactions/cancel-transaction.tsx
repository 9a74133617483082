import type { CallRefusal } from '@diboas/client';
import type { TransactionView } from '@diboas/protocol';
import { useAnnouncer, useBusy } from '@diboas/ui';
import { useEffect, useRef, useState } from 'react';
import { keys } from '../../api/queries.ts';
import { YesOrNo } from '../../parts/yes-or-no.tsx';
import { useServices } from '../../services/services.ts';
import { ownId } from '../../transaction/own-id.ts';
import { placeText } from '../../transaction/place-text.ts';
import { useText } from '../../words/text.ts';

/** Stops what nobody paid, or came for, yet. It asks once more first: who begins anew gets another price. */
export function CancelTransaction({ transaction }: { transaction: TransactionView }) {
  const t = useText();
  const [asking, setAsking] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const wasAsking = useRef(false);
  useEffect(() => {
    if (wasAsking.current && !asking) opener.current?.focus();
    wasAsking.current = asking;
  }, [asking]);
  if (asking) return <Question transaction={transaction} onKept={() => setAsking(false)} />;
  return (
    <p className="no-print">
      <button ref={opener} type="button" className="link tap text-sm" onClick={() => setAsking(true)}>
        {t('cancel.ask')}
      </button>
    </p>
  );
}

function Question({ transaction, onKept }: { transaction: TransactionView; onKept: () => void }) {
  const { call, queryClient } = useServices();
  const announcer = useAnnouncer();
  const t = useText();
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const question = useRef<HTMLHeadingElement>(null);
  useEffect(() => question.current?.focus(), []);
  const { id, provider, to } = transaction;
  const values = { provider: provider.name, to: placeText(to, t) };
  const cancel = async (): Promise<void> => {
    const outcome = await call('cancelTransaction', { params: { id } });
    if (outcome.ok) {
      queryClient.setQueryData(keys.transaction(id), outcome.value);
      announcer.say(t(`state.${outcome.value.state}.title`));
    } else {
      setRefusal(outcome.refusal);
      // What kept it from being cancelled is news that this page should tell.
      await queryClient.invalidateQueries({ queryKey: keys.transaction(id) });
    }
  };
  return (
    <section
      aria-labelledby="cancel-question"
      className="no-print mt-3 flex flex-col gap-3 border-l-2 border-line pl-4"
    >
      <h2 id="cancel-question" ref={question} tabIndex={-1} className="font-semibold">
        {t('cancel.question')}
      </h2>
      <p className="text-muted">{t(ownId(t, transaction, 'cancel.explain'), values)}</p>
      <YesOrNo
        {...{ busy, refusal }}
        yes={t('cancel.yes')}
        busyText={t('cancel.busy')}
        onYes={() => run(cancel)}
        onNo={onKept}
      />
    </section>
  );
}
