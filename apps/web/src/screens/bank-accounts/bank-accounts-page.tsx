import type { CallRefusal } from '@diboas/client';
import type { BankAccountView } from '@diboas/protocol';
import { Note, PageTitle, useAnnouncer, useBusy, Waiting } from '@diboas/ui';
import { Landmark } from 'lucide-react';
import { useState } from 'react';
import { AddBankAccount } from '../../accounts/add-bank-account.tsx';
import { accountText, useBankAccounts } from '../../accounts/use-bank-accounts.ts';
import { keys } from '../../api/queries.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { refusalText } from '../../parts/refusal-text.ts';
import { useServices } from '../../services/services.ts';
import { useText } from '../../words/text.ts';

/** The accounts that money is withdrawn to: what is known of each, how it stands, and one more. */
export function BankAccountsPage() {
  const t = useText();
  const accounts = useBankAccounts();
  const items = accounts.data?.items ?? [];
  return (
    <div className="mx-auto flex max-w-160 flex-col gap-8">
      <PageTitle>{t('accounts.title')}</PageTitle>
      {accounts.data ? (
        items.length > 0 ? (
          <ul className="statement-edge pt-1" aria-label={t('accounts.title')}>
            {items.map((account) => (
              <AccountLine key={account.id} account={account} />
            ))}
          </ul>
        ) : (
          <p className="statement-edge max-w-96 pt-6 text-lg">{t('accounts.none')}</p>
        )
      ) : accounts.error ? (
        <FailedPart what="accounts" error={accounts.error} onRetry={() => void accounts.refetch()} />
      ) : (
        <Waiting rows={2} onRetry={() => void accounts.refetch()} />
      )}
      {accounts.data ? <AddBankAccount /> : null}
    </div>
  );
}

/** One account: its name, its bank and the end of its number, and what it can be used for. */
export function AccountLine({ account }: { account: BankAccountView }) {
  const { call, queryClient } = useServices();
  const announcer = useAnnouncer();
  const t = useText();
  const [, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const { id, name, state } = account;
  const remove = async (): Promise<void> => {
    const outcome = await call('removeBankAccount', { params: { id } });
    setRefusal(outcome.ok ? null : outcome.refusal);
    if (!outcome.ok) return;
    announcer.say(t('accounts.removed', { name }));
    await queryClient.invalidateQueries({ queryKey: keys.bankAccounts });
  };
  return (
    <li className="border-b border-line py-3" data-account={state}>
      <div className="flex items-center gap-4">
        <Landmark className="size-6 shrink-0 text-muted" aria-hidden="true" />
        <div className="min-w-0 flex-1">
          <p className="font-semibold">{name}</p>
          <p className="text-sm text-muted">
            {[accountText(account), t(`accounts.state.${state}`)]
              .filter((one) => one !== '')
              .join(' \u00b7 ')}
          </p>
        </div>
        <button
          type="button"
          className="link tap text-sm"
          aria-label={t('accounts.removeOne', { name })}
          onClick={() => run(remove)}
        >
          {t('recipients.remove')}
        </button>
      </div>
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
    </li>
  );
}
