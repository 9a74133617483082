import type { BalanceTypeView, MoneyView } from '@diboas/protocol';
import { useQuery } from '@tanstack/react-query';
import { addUpBalances } from '../money/add-up.ts';
import { useServices } from '../services/services.ts';

/** What money is kept in here, so what is moved and sent. */
const OWN_ASSET = 'USDC';

/** What can be used of each of the person's balances; null while that is not known. */
export function useAvailable() {
  const { queries } = useServices();
  const { data, error, refetch } = useQuery(queries.balances());
  return {
    available: (type: BalanceTypeView): MoneyView | null =>
      data
        ? addUpBalances(
            data.balances.filter((one) => one.type === type),
            'available',
            OWN_ASSET,
          )
        : null,
    error: data ? null : error,
    refetch: (): void => void refetch(),
  };
}
