import type { CallRefusal } from '@diboas/client';
import { type AddRecipientRequest, parseEmail, type SendWarning } from '@diboas/protocol';
import { BusyButton, Note, TextField, useAnnouncer, useBusy } from '@diboas/ui';
import { type FormEvent, useState } from 'react';
import { AddressField } from '../../address/address-field.tsx';
import { readingText } from '../../address/address-words.ts';
import { readingPlace, useAddressCheck } from '../../address/use-address-check.ts';
import { keys } from '../../api/queries.ts';
import { refusalText } from '../../parts/refusal-text.ts';
import { useServices } from '../../services/services.ts';
import { useText } from '../../words/text.ts';
import { NAME_MAX } from './written-down.ts';

const [NAME, WHERE] = ['recipient-name', 'recipient-where'];
/** All that is to be known of an address that is written down; that nothing was sent there yet goes without saying. */
const TOLD: readonly SendWarning[] = ['look_alike', 'no_key', 'contract', 'unchecked'];

/** Writes somebody or an address down; which of the two, the address says by itself. One that is on the list gets the new name. */
export function AddRecipient() {
  const { call, queryClient } = useServices();
  const announcer = useAnnouncer();
  const t = useText();
  const [typed, setTyped] = useState({ name: '', where: '' });
  const [wasTried, setWasTried] = useState(false);
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const name = typed.name.trim();
  const { reading, where, fault } = useWhere(typed.where);
  const nameFault = name === '' ? t('recipients.name.empty') : null;
  const isLong = name.length > NAME_MAX ? t('recipients.name.tooLong', { most: NAME_MAX }) : null;
  const faults = { name: nameFault ?? isLong, where: fault };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setWasTried(true);
    const first = faults.name ? NAME : faults.where ? WHERE : null;
    if (first !== null || where === null) return void document.getElementById(first ?? WHERE)?.focus();
    run(async () => {
      const outcome = await call('addRecipient', { body: { name, ...where } });
      setRefusal(outcome.ok ? null : outcome.refusal);
      if (!outcome.ok) return;
      await queryClient.invalidateQueries({ queryKey: keys.recipients });
      announcer.say(t('recipients.added', { name }));
      setTyped({ name: '', where: '' });
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
      <AddressField
        id={WHERE}
        label={t('send.to.label')}
        hint={t('recipients.where.hint')}
        value={typed.where}
        reading={reading}
        fault={wasTried ? faults.where : null}
        told={TOLD}
        onType={(value) => setTyped({ ...typed, where: value })}
      />
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
      <BusyButton kind="quiet" busy={busy} busyText={t('wizard.saving')} className="self-start">
        {t('recipients.add')}
      </BusyButton>
    </form>
  );
}

type Where = AddRecipientRequest extends infer Request
  ? Request extends unknown
    ? Omit<Request, 'name'>
    : never
  : never;

/** What was typed: an address on a network, or by mail; and what has to be put right while it is neither. */
function useWhere(typed: string): {
  readonly reading: ReturnType<typeof useAddressCheck>;
  readonly where: Where | null;
  readonly fault: string | null;
} {
  const t = useText();
  const reading = useAddressCheck(typed);
  const place = readingPlace(reading, typed);
  if (place) return { reading, where: { network: place.network, address: place.address }, fault: null };
  if (reading.kind !== 'other') return { reading, where: null, fault: readingText(reading, t) };
  const read = parseEmail(typed);
  return read.ok
    ? { reading, where: { email: read.value }, fault: null }
    : { reading, where: null, fault: t(`email.fault.${read.refusal}`) };
}
