import { type Choice, ChoiceList, firstChoiceId, Waiting } from '@diboas/ui';
import { Link } from '@tanstack/react-router';
import { Landmark } from 'lucide-react';
import { useState } from 'react';
import { AccountLine } from '../../accounts/account-line.tsx';
import { AddBankAccount } from '../../accounts/add-bank-account.tsx';
import { accountText, useBankAccounts } from '../../accounts/use-bank-accounts.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { QuestionForm } from '../../steps/question-form.tsx';
import { useText } from '../../words/text.ts';
import type { WithdrawStepProps } from './withdraw-step.ts';

const NAME = 'account';

/** To which account. Those that wait for their owner on the provider's page are told of, and can be chosen once they are ready. */
export function WithdrawAccountStep({ state, goOn }: WithdrawStepProps) {
  const t = useText();
  const accounts = useBankAccounts();
  const items = accounts.data?.items ?? [];
  const ready = items.filter((one) => one.state === 'ready');
  const pending = items.filter((one) => one.state === 'pending');
  const [picked, setPicked] = useState<string | null>(state.account);
  const chosen = ready.some(({ id }) => id === picked) ? picked : null;
  const choices = ready.map(
    (account): Choice<string> => ({
      value: account.id,
      icon: Landmark,
      words: account.name,
      note: accountText(account),
    }),
  );
  return (
    <div className="flex flex-col gap-8">
      <QuestionForm
        title={t('withdraw.account.title')}
        fieldId={firstChoiceId(NAME, choices)}
        answer={chosen === null ? null : { type: 'account_chosen', account: chosen }}
        fault={t('withdraw.account.fault')}
        isOpen={choices.length > 0}
        goOn={goOn}
      >
        {(fault) =>
          choices.length > 0 ? (
            <ChoiceList
              name={NAME}
              legend={t('withdraw.account.title')}
              choices={choices}
              chosen={chosen}
              fault={fault}
              onChoose={setPicked}
            />
          ) : accounts.error ? (
            <FailedPart what="accounts" error={accounts.error} onRetry={() => void accounts.refetch()} />
          ) : accounts.data ? (
            <p className="text-lg">{t('accounts.none')}</p>
          ) : (
            <Waiting rows={2} onRetry={() => void accounts.refetch()} />
          )
        }
      </QuestionForm>
      {pending.length > 0 ? (
        <ul className="statement-edge" aria-label={t('accounts.pending')}>
          {pending.map((account) => (
            <AccountLine key={account.id} account={account} />
          ))}
        </ul>
      ) : null}
      {accounts.data ? <AddBankAccount /> : null}
      {items.length > 0 ? (
        <Link to="/bank-accounts" className="link tap self-start text-sm">
          {t('accounts.title')}
        </Link>
      ) : null}
    </div>
  );
}
