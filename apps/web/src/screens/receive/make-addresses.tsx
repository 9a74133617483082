import type { CallRefusal } from '@diboas/client';
import { BusyButton, Note, useAnnouncer, useBusy } from '@diboas/ui';
import { useState } from 'react';
import { keys } from '../../api/queries.ts';
import { refusalText } from '../../parts/refusal-text.ts';
import { useServices } from '../../services/services.ts';
import { type Text, useText } from '../../words/text.ts';

/** Before there are any: what they are, and the one press that makes them. */
export function MakeAddresses() {
  const { call, queryClient } = useServices();
  const announcer = useAnnouncer();
  const t = useText();
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const make = async (): Promise<void> => {
    const outcome = await call('makeDepositAddresses', {});
    setRefusal(outcome.ok ? null : outcome.refusal);
    if (!outcome.ok) return;
    queryClient.setQueryData(keys.depositAddresses, outcome.value);
    announcer.say(t('receive.made'));
  };
  return (
    <div className="statement-edge flex flex-col gap-6 pt-6">
      <p className="text-lg">{t('receive.none')}</p>
      {refusal ? <Note text={notMadeText(refusal, t)} /> : null}
      <BusyButton
        type="button"
        busy={busy}
        busyText={t('receive.making')}
        className="w-full"
        onClick={() => run(make)}
      >
        {t('receive.make')}
      </BusyButton>
    </div>
  );
}

/** Whether they are there already nobody knows then; asked again, it comes to the same. */
function notMadeText(refusal: CallRefusal, t: Text): string {
  const isLater = refusal.kind === 'refused' && refusal.problem.code === 'no_provider';
  return isLater ? t('receive.later') : refusalText(refusal, t);
}
