import { type Asset, type Instant, type Network, parseMoney } from '@diboas/kernel';
import { type AccountKind, isCustomerKind, SYSTEM_OWNER } from '@diboas/ledger';
import type { PeriodBooks, TracedTransfer, UnitSums } from '../books/books.ts';
import { movementsOf } from '../books/books.ts';

let made = 0;

/** One transfer of a transaction of its own, between accounts of a person and ours: `'100.00 USD'`. */
export function someTransfer(
  amount: string,
  {
    from,
    to,
    at,
    person = 'ana',
    other = person,
    operation = 'ADD_FUNDS',
    network = 'fiat',
  }: {
    from: AccountKind;
    to: AccountKind;
    at: Instant;
    person?: string;
    other?: string;
    operation?: string;
    network?: Network;
  },
): TracedTransfer {
  made += 1;
  const [digits = '', name = ''] = amount.split(' ');
  const asset = name as Asset;
  const read = parseMoney(asset, digits);
  if (!read.ok) throw new Error(`${amount} is no amount`);
  const key = (kind: AccountKind, owner: string) => ({
    ...{ owner: isCustomerKind(kind) ? owner : SYSTEM_OWNER, kind, asset, network },
  });
  return {
    ...{
      id: `transfer ${made}`,
      transactionId: `transaction ${made}`,
      customerId: person,
      operation,
      seq: made,
      at,
    },
    ...{ debit: key(from, person), credit: key(to, other), units: read.value.units },
  };
}

/** Books of a period in which nothing else moved, before or after. */
export function booksOf(transfers: readonly TracedTransfer[]): PeriodBooks {
  const byUnit = Map.groupBy(movementsOf(transfers), ({ account }) => `${account.asset} ${account.network}`);
  const sums = [...byUnit.values()].flatMap((some): UnitSums[] => {
    const units = some.reduce((sum, one) => sum + one.units, 0n);
    const [first] = some;
    if (!first) return [];
    const { asset, network } = first.account;
    return [{ asset, network, moved: units, movedEver: units, held: units }];
  });
  return { transfers, sums };
}
