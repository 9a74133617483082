import type { CallRefusal } from '@diboas/client';
import { BusyButton, Note, TextField, useBusy } from '@diboas/ui';
import { ExternalLink } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { keys } from '../api/queries.ts';
import { refusalText } from '../parts/refusal-text.ts';
import { useServices } from '../services/services.ts';
import { useText } from '../words/text.ts';

/** As much as the server keeps of a name. */
const NAME_MAX = 80;

/**
 * Adds an account on the provider's own page: what is asked here is only how to call it, and whose it is. For one whose page was
 * left before anything was told there, the same page is opened again, and for one that is known, that of one more provider; whose
 * it is has to be said again, since nobody kept it.
 */
export function AddBankAccount({
  again = null,
  isKnown = false,
}: {
  again?: string | null;
  isKnown?: boolean;
}) {
  const { call, queryClient } = useServices();
  const t = useText();
  const form = useId();
  const [typed, setTyped] = useState({ name: again ?? '', holder: '' });
  const [wasTried, setWasTried] = useState(false);
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const [url, setUrl] = useState<string | null>(null);
  const [name, holder] = [typed.name.trim(), typed.holder.trim()];
  const faultOf = (text: string, empty: string): string | null =>
    text === '' ? empty : text.length > NAME_MAX ? t('recipients.name.tooLong', { most: NAME_MAX }) : null;
  const faults = {
    name: faultOf(name, t('accounts.name.empty')),
    holder: faultOf(holder, t('accounts.holder.empty')),
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setWasTried(true);
    const first = faults.name ? 'name' : faults.holder ? 'holder' : null;
    if (first !== null) return void document.getElementById(`${form}${first}`)?.focus();
    run(async () => {
      const outcome = await call('addBankAccount', { body: { name, holder } });
      setRefusal(outcome.ok ? null : outcome.refusal);
      if (!outcome.ok) return;
      setUrl(outcome.value.url);
      setTyped({ name: again ?? '', holder: '' });
      setWasTried(false);
      await queryClient.invalidateQueries({ queryKey: keys.bankAccounts });
    });
  };
  if (url !== null) {
    return (
      <Note tone="act" text={t('accounts.goOn')}>
        <a className="link tap gap-1.5" href={url} target="_blank" rel="noreferrer">
          <span>{t('accounts.open')}</span>
          <ExternalLink className="size-4" aria-hidden="true" />
          <span className="visually-hidden">{t('action.newTab')}</span>
        </a>
      </Note>
    );
  }
  return (
    <form noValidate onSubmit={submit} className="flex max-w-120 flex-col gap-5">
      {again === null ? (
        <>
          <h2 className="text-lg font-semibold">{t('accounts.add.title')}</h2>
          <TextField
            id={`${form}name`}
            label={t('accounts.name')}
            hint={t('accounts.name.hint')}
            value={typed.name}
            fault={wasTried ? faults.name : null}
            onType={(value) => setTyped({ ...typed, name: value })}
          />
        </>
      ) : null}
      <TextField
        id={`${form}holder`}
        label={t('accounts.holder')}
        hint={t(again === null || isKnown ? 'accounts.holder.hint' : 'accounts.holder.again')}
        autoComplete="name"
        value={typed.holder}
        fault={wasTried ? faults.holder : null}
        onType={(value) => setTyped({ ...typed, holder: value })}
      />
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
      <BusyButton kind="quiet" busy={busy} busyText={t('start.busy')} className="self-start">
        {t(again === null ? 'accounts.add' : 'accounts.continue')}
      </BusyButton>
    </form>
  );
}
