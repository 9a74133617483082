import type { CallRefusal } from '@diboas/client';
import type { RecipientView } from '@diboas/protocol';
import { Note, useAnnouncer, useBusy } from '@diboas/ui';
import { useEffect, useRef, useState } from 'react';
import { keys } from '../../api/queries.ts';
import { refusalText } from '../../parts/refusal-text.ts';
import { useServices } from '../../services/services.ts';
import { useText } from '../../words/text.ts';
import { writtenDown } from './written-down.ts';

/** Who was just taken off the list, and the way back. The focus comes here, since the line it was on is gone. */
export function TakenOff({ recipient, onDone }: { recipient: RecipientView; onDone: () => void }) {
  const { call, queryClient } = useServices();
  const announcer = useAnnouncer();
  const t = useText();
  const [, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { name } = recipient;
  useEffect(() => {
    button.current?.focus();
  }, []);
  const undo = async (): Promise<void> => {
    const outcome = await call('addRecipient', { body: writtenDown(recipient) });
    if (!outcome.ok) return setRefusal(outcome.refusal);
    await queryClient.invalidateQueries({ queryKey: keys.recipients });
    announcer.say(t('recipients.added', { name }));
    onDone();
  };
  return (
    <Note tone="calm" text={refusal ? refusalText(refusal, t) : t('recipients.removed', { name })}>
      <button ref={button} type="button" className="link tap" onClick={() => run(undo)}>
        {t('recipients.undo')}
      </button>
    </Note>
  );
}
