import type { CallRefusal } from '@diboas/client';
import { BusyButton, Note, TextField, useBusy } from '@diboas/ui';
import { ExternalLink } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { keys } from '../api/queries.ts';
import { refusalText } from '../parts/refusal-text.ts';
import { useServices } from '../services/services.ts';
import { useText } from '../words/text.ts';

const [NAME, HOLDER] = ['account-name', 'account-holder'];
/** As much as the server keeps of a name. */
const NAME_MAX = 80;

/** Adds an account on the provider's own page: what is asked here is only how to call it, and whose it is. */
export function AddBankAccount() {
  const { call, queryClient } = useServices();
  const t = useText();
  const [typed, setTyped] = useState({ name: '', holder: '' });
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
    const first = faults.name ? NAME : faults.holder ? HOLDER : null;
    if (first !== null) return void document.getElementById(first)?.focus();
    run(async () => {
      const outcome = await call('addBankAccount', { body: { name, holder } });
      setRefusal(outcome.ok ? null : outcome.refusal);
      if (!outcome.ok) return;
      setUrl(outcome.value.url);
      setTyped({ name: '', holder: '' });
      setWasTried(false);
      await queryClient.invalidateQueries({ queryKey: keys.bankAccounts });
    });
  };
  return (
    <div className="flex flex-col gap-5">
      {url === null ? null : (
        <Note tone="act" text={t('accounts.goOn')}>
          <a className="link tap gap-1.5" href={url} target="_blank" rel="noreferrer">
            <span>{t('accounts.open')}</span>
            <ExternalLink className="size-4" aria-hidden="true" />
            <span className="visually-hidden">{t('action.newTab')}</span>
          </a>
        </Note>
      )}
      <form noValidate onSubmit={submit} className="flex max-w-120 flex-col gap-5">
        <h2 className="text-lg font-semibold">{t('accounts.add.title')}</h2>
        <TextField
          id={NAME}
          label={t('accounts.name')}
          hint={t('accounts.name.hint')}
          value={typed.name}
          fault={wasTried ? faults.name : null}
          onType={(value) => setTyped({ ...typed, name: value })}
        />
        <TextField
          id={HOLDER}
          label={t('accounts.holder')}
          hint={t('accounts.holder.hint')}
          autoComplete="name"
          value={typed.holder}
          fault={wasTried ? faults.holder : null}
          onType={(value) => setTyped({ ...typed, holder: value })}
        />
        {refusal ? <Note text={refusalText(refusal, t)} /> : null}
        <BusyButton kind="quiet" busy={busy} busyText={t('start.busy')} className="self-start">
          {t('accounts.add')}
        </BusyButton>
      </form>
    </div>
  );
}
