import { PageTitle, Waiting } from '@diboas/ui';
import { AccountLine } from '../../accounts/account-line.tsx';
import { AddBankAccount } from '../../accounts/add-bank-account.tsx';
import { useBankAccounts } from '../../accounts/use-bank-accounts.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { SettingsNav } from '../../parts/settings-nav.tsx';
import { useText } from '../../words/text.ts';

/** The accounts that money is withdrawn to: what is known of each, how it stands, and one more. */
export function BankAccountsPage() {
  const t = useText();
  const accounts = useBankAccounts();
  const items = accounts.data?.items ?? [];
  return (
    <div className="mx-auto flex max-w-160 flex-col gap-8">
      <SettingsNav />
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('accounts.title')}</PageTitle>
      {accounts.data ? (
        items.length > 0 ? (
          <ul className="statement-edge" aria-label={t('accounts.title')}>
            {items.map((account) => (
              <AccountLine key={account.id} account={account} />
            ))}
          </ul>
        ) : (
          <p className="statement-edge max-w-120 pt-6 text-lg">{t('accounts.none')}</p>
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
