import type { CallRefusal } from '@diboas/client';
import { BusyButton, Note, useBusy } from '@diboas/ui';
import type { WizardEvents } from '@diboas/wizards';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { refusalText } from '../parts/refusal-text.ts';
import { useServices } from '../services/services.ts';
import { useText } from '../words/text.ts';
import { startDraft } from './drafts.ts';
import { addressOf, type FlowName } from './flow.ts';

/** Opens a new draft on the server and its first step. */
export function StartButton<Name extends FlowName>({
  wizard,
  answers = [],
  kind = 'brand',
  className,
  words,
}: {
  wizard: Name;
  /** What is answered already by where it stands. */
  answers?: readonly WizardEvents[Name][];
  kind?: 'brand' | 'quiet';
  className?: string;
  /** What it is called, where it is not by the wizard. */
  words?: string;
}) {
  const services = useServices();
  const navigate = useNavigate();
  const t = useText();
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const start = async (): Promise<void> => {
    const outcome = await startDraft(services, wizard, answers);
    if (!outcome.ok) return setRefusal(outcome.refusal);
    await navigate(addressOf(outcome.value));
  };
  return (
    <div className="flex flex-col gap-3">
      <BusyButton
        type="button"
        kind={kind}
        className={className ?? 'w-full'}
        busy={busy}
        busyText={t('start.busy')}
        onClick={() => run(start)}
      >
        {words ?? t(`start.flow.${wizard}`)}
      </BusyButton>
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
    </div>
  );
}
