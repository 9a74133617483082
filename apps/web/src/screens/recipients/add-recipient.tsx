import type { CallRefusal } from '@diboas/client';
import { parseEmail } from '@diboas/protocol';
import { BusyButton, Note, TextField, useAnnouncer, useBusy } from '@diboas/ui';
import { type FormEvent, useState } from 'react';
import { keys } from '../../api/queries.ts';
import { refusalText } from '../../parts/refusal-text.ts';
import { useServices } from '../../services/services.ts';
import { useText } from '../../words/text.ts';

const [NAME, EMAIL] = ['recipient-name', 'recipient-email'];
/** As much as the server keeps of a name. */
const NAME_MAX = 80;

/** Writes somebody down. An address that is on the list already gets the new name. */
export function AddRecipient() {
  const { call, queryClient } = useServices();
  const announcer = useAnnouncer();
  const t = useText();
  const [typed, setTyped] = useState({ name: '', email: '' });
  const [wasTried, setWasTried] = useState(false);
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const name = typed.name.trim();
  const read = parseEmail(typed.email);
  const nameFault = name === '' ? t('recipients.name.empty') : null;
  const isLong = name.length > NAME_MAX ? t('recipients.name.tooLong', { most: NAME_MAX }) : null;
  const faults = {
    name: nameFault ?? isLong,
    email: read.ok ? null : t(`email.fault.${read.refusal}`),
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setWasTried(true);
    const first = faults.name ? NAME : faults.email ? EMAIL : null;
    if (first !== null || !read.ok) return void document.getElementById(first ?? EMAIL)?.focus();
    run(async () => {
      const outcome = await call('addRecipient', { body: { name, email: read.value } });
      setRefusal(outcome.ok ? null : outcome.refusal);
      if (!outcome.ok) return;
      await queryClient.invalidateQueries({ queryKey: keys.recipients });
      announcer.say(t('recipients.added', { name }));
      setTyped({ name: '', email: '' });
      setWasTried(false);
    });
  };
  return (
    <form noValidate onSubmit={submit} className="flex max-w-120 flex-col gap-5">
      <h2 className="text-lg font-semibold">{t('recipients.add.title')}</h2>
      <TextField
        id={NAME}
        label={t('recipients.name')}
        hint={t('recipients.name.hint')}
        value={typed.name}
        fault={wasTried ? faults.name : null}
        onType={(value) => setTyped({ ...typed, name: value })}
      />
      <TextField
        id={EMAIL}
        kind="email"
        label={t('recipients.email')}
        value={typed.email}
        fault={wasTried ? faults.email : null}
        onType={(value) => setTyped({ ...typed, email: value })}
      />
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
      <BusyButton kind="quiet" busy={busy} busyText={t('wizard.saving')} className="self-start">
        {t('recipients.add')}
      </BusyButton>
    </form>
  );
}
