import type { CallRefusal } from '@diboas/client';
import type { PersonRecipient } from '@diboas/protocol';
import { Note, useBusy, WithAddresses } from '@diboas/ui';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { keys } from '../../api/queries.ts';
import { refusalText } from '../../parts/refusal-text.ts';
import { useServices } from '../../services/services.ts';
import { formatDay } from '../../time/format-time.ts';
import { addressOf } from '../../wizard/flow.ts';
import { startDraft } from '../../wizard/start-draft.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';

/** Somebody on the list, with the two things that can be done: send them money, and take them off it. */
export function RecipientLine({ recipient, onGone }: { recipient: PersonRecipient; onGone: () => void }) {
  const services = useServices();
  const { call, queryClient } = services;
  const navigate = useNavigate();
  const t = useText();
  const region = useRegion();
  const [, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const { id, name, email, here, lastPaidAt } = recipient;
  const send = async (): Promise<void> => {
    const outcome = await startDraft(services, 'send', [{ type: 'to_chosen', to: email }]);
    if (!outcome.ok) return setRefusal(outcome.refusal);
    await navigate(addressOf(outcome.value));
  };
  const remove = async (): Promise<void> => {
    const outcome = await call('removeRecipient', { params: { id } });
    if (!outcome.ok && !isGone(outcome.refusal)) return setRefusal(outcome.refusal);
    onGone();
    await queryClient.invalidateQueries({ queryKey: keys.recipients });
  };
  const facts = [
    here ? '' : t('recipients.notHere'),
    lastPaidAt === null ? '' : t('recipients.lastPaid', { day: formatDay(lastPaidAt, region) }),
  ].filter((fact) => fact !== '');
  return (
    <li className="border-b border-line py-2">
      <div className="flex flex-wrap items-center justify-between gap-x-6">
        <span className="min-w-0 py-2">
          <span className="block font-semibold">{name}</span>
          <span className="block text-sm text-muted">
            <WithAddresses text={email} />
          </span>
          {facts.length > 0 ? <span className="block text-sm text-muted">{facts.join(' · ')}</span> : null}
        </span>
        <span className="ml-auto flex gap-x-5 text-sm">
          <button type="button" className="link tap" onClick={() => run(send)}>
            <span>{t('recipients.send')}</span>
            <span className="visually-hidden">{` ${name}`}</span>
          </button>
          <button type="button" className="link tap" onClick={() => run(remove)}>
            <span>{t('recipients.remove')}</span>
            <span className="visually-hidden">{` ${name}`}</span>
          </button>
        </span>
      </div>
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
    </li>
  );
}

/** Taken off elsewhere already, which is as good. */
function isGone(refusal: CallRefusal): boolean {
  return refusal.kind === 'refused' && refusal.problem.code === 'not_found';
}
