// What an operator reads of a customer, and of a change of how they stand.
import { formatMoney, money, unreachable } from '@diboas/kernel';
import { type AccountState, availableUnits } from '@diboas/ledger';
import { isFinal, type Standing, type Transaction } from '@diboas/orchestration';

export interface ToldCustomer {
  readonly customerId: string;
  readonly standing: Standing;
  readonly accounts: readonly AccountState[];
  /** Their newest transactions. */
  readonly newest: readonly Transaction[];
}

export function tellCustomer({ customerId, standing, accounts, newest }: ToldCustomer): string {
  const open = newest.filter(({ status }) => !isFinal(status));
  return [
    `customer ${customerId}: ${standing}`,
    ...accounts.map(tellAccount),
    ...(accounts.length === 0 ? ['  no money here'] : []),
    ...open.map(({ operation, id, status }) => `  under way: ${operation} ${id}, ${status}`),
    ...(open.length === 0 ? ['  nothing under way'] : []),
  ].join('\n');
}

function tellAccount({ key, balance }: AccountState): string {
  const of = (units: bigint) => `${formatMoney(money(key.asset, units))} ${key.asset}`;
  const aside = balance.debitsPending === 0n ? '' : `, ${of(balance.debitsPending)} set aside`;
  return `  ${key.kind}: ${of(availableUnits(balance))} available${aside}`;
}

export interface ToldChange {
  readonly before: Standing;
  readonly to: Standing;
  readonly isDryRun: boolean;
}

export function tellChange({ before, to, isDryRun }: ToldChange): string {
  return [`${before} becomes ${to}`, meaningOf(to), lastLine(isDryRun)].join('\n');
}

export function tellForgotten(isDryRun: boolean): string {
  const meaning =
    'their app and their recovery codes count no more; they can set another up, and little leaves until then';
  return ['the second factor is forgotten', meaning, lastLine(isDryRun)].join('\n');
}

function lastLine(isDryRun: boolean): string {
  return isDryRun ? 'Nothing was done. Add --yes to do it.' : 'Done.';
}

function meaningOf(to: Standing): string {
  switch (to) {
    case 'open':
      return 'they may begin something, and be sent money, from now on';
    case 'frozen':
      return 'they begin nothing and are sent nothing from now on; what is under way goes on';
    case 'closed':
      return 'they begin nothing and are sent nothing any more, for good; what is under way goes on';
    default:
      return unreachable(to);
  }
}
