import type { CallRefusal } from '@diboas/client';
import type { BankAccountView } from '@diboas/protocol';
import { useAnnouncer, useBusy } from '@diboas/ui';
import { Landmark } from 'lucide-react';
import { useState } from 'react';
import { keys } from '../api/queries.ts';
import { YesOrNo } from '../parts/yes-or-no.tsx';
import { useServices } from '../services/services.ts';
import { useText } from '../words/text.ts';
import { AddBankAccount } from './add-bank-account.tsx';
import { accountText } from './use-bank-accounts.ts';

/**
 * One account: its name, its bank and the end of its number, and what it can be used for. One that waits for its owner leads on to
 * where it waits, and one that a single provider can pay to, to where one more is told of it; one that is removed is asked
 * about first, since only its provider could bring it back.
 */
export function AccountLine({ account }: { account: BankAccountView }) {
  const t = useText();
  const [open, setOpen] = useState<'again' | 'remove' | null>(null);
  const { name, state } = account;
  const isElsewhere = state === 'ready' && account.canBeAddedElsewhere;
  const acts = [
    ...(state === 'pending' ? [{ act: 'again', words: t('accounts.continue') } as const] : []),
    ...(isElsewhere ? [{ act: 'again', words: t('accounts.elsewhere.add') } as const] : []),
    { act: 'remove', words: t('recipients.remove') } as const,
  ];
  return (
    <li className="flex flex-col gap-3 border-b border-line py-3" data-account={state}>
      <div className="flex flex-wrap items-center gap-x-4">
        <Landmark className="size-6 shrink-0 text-muted" aria-hidden="true" />
        <div className="min-w-0 flex-[1_1_14rem]">
          <p className="font-semibold wrap-anywhere">{name}</p>
          <p className="text-sm text-muted">
            {[accountText(account), t(`accounts.state.${state}`)]
              .filter((one) => one !== '')
              .join(' \u00b7 ')}
          </p>
          {isElsewhere ? <p className="text-sm text-muted">{t('accounts.elsewhere')}</p> : null}
        </div>
        <span className="ml-auto flex gap-x-5 text-sm">
          {acts.map(({ act, words }) => (
            <button
              key={act}
              type="button"
              className="link tap"
              aria-expanded={open === act}
              onClick={() => setOpen(open === act ? null : act)}
            >
              <span>{words}</span>
              <span className="visually-hidden">{` ${name}`}</span>
            </button>
          ))}
        </span>
      </div>
      {open === 'again' && (state === 'pending' || isElsewhere) ? (
        <AddBankAccount again={name} isKnown={isElsewhere} />
      ) : null}
      {open === 'remove' ? <RemoveQuestion account={account} onKept={() => setOpen(null)} /> : null}
    </li>
  );
}

function RemoveQuestion({ account: { id, name }, onKept }: { account: BankAccountView; onKept: () => void }) {
  const { call, queryClient } = useServices();
  const announcer = useAnnouncer();
  const t = useText();
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const remove = async (): Promise<void> => {
    const outcome = await call('removeBankAccount', { params: { id } });
    setRefusal(outcome.ok ? null : outcome.refusal);
    if (!outcome.ok) return;
    announcer.say(t('accounts.removed', { name }));
    await queryClient.invalidateQueries({ queryKey: keys.bankAccounts });
    // The line that had the focus is gone.
    document.querySelector<HTMLElement>('h1')?.focus();
  };
  return (
    <div className="flex flex-col gap-3 border-l-2 border-line pl-4">
      <p>{t('accounts.removeAsk', { name })}</p>
      <YesOrNo
        {...{ busy, refusal }}
        yes={t('accounts.removeYes')}
        busyText={t('wizard.saving')}
        onYes={() => run(remove)}
        onNo={onKept}
      />
    </div>
  );
}
