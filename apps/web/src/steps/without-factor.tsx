import { useQuery } from '@tanstack/react-query';
import { secondFactorQuery } from '../identity/second-factor-query.ts';
import { useMoneyText } from '../money/use-money-text.ts';
import { useServices } from '../services/services.ts';
import { useText } from '../words/text.ts';

/** What may leave today of somebody who has set up no app for codes, told before they type past it. */
export function WithoutFactor() {
  const t = useText();
  const money = useMoneyText();
  const { call } = useServices();
  const { data } = useQuery(secondFactorQuery(call));
  if (!data?.withoutIt) return null;
  return (
    <p className="text-sm text-muted" data-without-factor>
      {t('amount.withoutFactor', { left: money(data.withoutIt.left) })}
    </p>
  );
}
