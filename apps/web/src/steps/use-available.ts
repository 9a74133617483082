import type { BalanceTypeView, MoneyView, OperationView } from '@diboas/protocol';
import { useQuery } from '@tanstack/react-query';
import { addUp, addUpBalances } from '../money/add-up.ts';
import { useServices } from '../services/services.ts';
import type { FlowName } from '../wizard/flow.ts';
import { useOperation } from '../wizard/use-operation.ts';

/** What money is kept in here, so what is moved and sent. */
const OWN_ASSET = 'USDC';

/** What is asked for of a balance: an asset, on every network unless one is named. */
export interface Kept {
  readonly asset: MoneyView['asset'];
  readonly network?: OperationView['balances'][number]['network'];
}

type Of = Pick<OperationView['balances'][number], 'type' | 'network'>;

/**
 * What a wizard may take of each of the person's balances; null while that is not known. Where it could not be had what
 * may be done, it is what the balances have.
 */
export function useAvailable(wizard: FlowName) {
  const { queries } = useServices();
  const { data, error, refetch } = useQuery(queries.balances());
  const operation = useOperation(wizard);
  return {
    available: (type: BalanceTypeView | null, kept: Kept = { asset: OWN_ASSET }): MoneyView | null => {
      if (type === null) return null;
      const ofType = <One extends Of>(all: readonly One[]): One[] =>
        all.filter((one) => one.type === type && (kept.network ?? one.network) === one.network);
      if (operation) {
        const values = ofType(operation.balances).map(({ asset, available }) => ({
          asset,
          amount: available,
        }));
        return addUp(kept.asset, values);
      }
      return data ? addUpBalances(ofType(data.balances), 'available', kept.asset) : null;
    },
    error: data || operation ? null : error,
    refetch: (): void => void refetch(),
  };
}
