import type { CallRefusal } from '@diboas/client';
import type { RecipientView } from '@diboas/protocol';
import { BusyButton, Note, TextField, useAnnouncer, useBusy } from '@diboas/ui';
import { type FormEvent, useEffect, useState } from 'react';
import { keys } from '../../api/queries.ts';
import { refusalText } from '../../parts/refusal-text.ts';
import { useServices } from '../../services/services.ts';
import { useText } from '../../words/text.ts';
import { NAME_MAX, writtenDown } from './written-down.ts';

/** Another name for whoever is on the list, in place of their line's acts. */
export function Rename({ recipient, onDone }: { recipient: RecipientView; onDone: () => void }) {
  const { call, queryClient } = useServices();
  const announcer = useAnnouncer();
  const t = useText();
  const [typed, setTyped] = useState(recipient.name);
  const [wasTried, setWasTried] = useState(false);
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const field = `rename-${recipient.id}`;
  useEffect(() => document.getElementById(field)?.focus(), [field]);
  const name = typed.trim();
  const isLong = name.length > NAME_MAX ? t('recipients.name.tooLong', { most: NAME_MAX }) : null;
  const fault = name === '' ? t('recipients.name.empty') : isLong;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setWasTried(true);
    if (fault !== null) return;
    run(async () => {
      const outcome = await call('addRecipient', { body: writtenDown(recipient, name) });
      if (!outcome.ok) return setRefusal(outcome.refusal);
      await queryClient.invalidateQueries({ queryKey: keys.recipients });
      announcer.say(t('recipients.renamed', { name }));
      onDone();
    });
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-3 pb-3">
      <TextField
        id={field}
        label={t('recipients.name')}
        value={typed}
        fault={wasTried ? fault : null}
        onType={setTyped}
      />
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        <BusyButton kind="quiet" busy={busy} busyText={t('wizard.saving')}>
          {t('recipients.save')}
        </BusyButton>
        <button type="button" className="link tap text-sm" onClick={onDone}>
          {t('recipients.keepName')}
        </button>
      </div>
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
    </form>
  );
}
