// What an operator reads of a customer, and of a change of how they stand.
import { formatMoney, money, unreachable } from '@diboas/kernel';
import { type AccountState, availableUnits } from '@diboas/ledger';
import { isFinal, type Profile, type Reply, type Standing, type Transaction } from '@diboas/orchestration';
import type { Screening } from '@diboas/sanctions';

export interface ToldCustomer {
  readonly customerId: string;
  readonly standing: Standing;
  readonly accounts: readonly AccountState[];
  /** Their newest transactions. */
  readonly newest: readonly Transaction[];
  readonly profile: Profile;
  /** What their name came to; null where nobody has looked. */
  readonly found: Screening | null;
}

export function tellCustomer({
  customerId,
  standing,
  accounts,
  newest,
  profile,
  found,
}: ToldCustomer): string {
  const open = newest.filter(({ status }) => !isFinal(status));
  return [
    `customer ${customerId}: ${standing}`,
    `  ${profile.tier}; their name is ${tellScreening(profile.screening)}${evidenceIn(found)}`,
    ...accounts.map(tellAccount),
    ...(accounts.length === 0 ? ['  no money here'] : []),
    ...open.map(({ operation, id, status }) => `  under way: ${operation} ${id}, ${status}`),
    ...(open.length === 0 ? ['  nothing under way'] : []),
  ].join('\n');
}

export function tellScreening(screening: Profile['screening']): string {
  switch (screening) {
    case 'unknown':
      return 'not known';
    case 'clear':
      return 'on no list';
    case 'hit':
      return 'like one on a list';
    case 'cleared':
      return 'like one on a list, and they are somebody else';
    default:
      return unreachable(screening);
  }
}

/** By entries: whose names they are stands in the lists. */
function evidenceIn(found: Screening | null): string {
  if (found === null || found.evidence.length === 0) return '';
  return ` (result ${found.number}: ${found.evidence.map(({ list, entry }) => `${list} ${entry}`).join(', ')})`;
}

export interface ToldClearing extends Pick<Extract<Reply, { kind: 'profile' }>, 'transactions'> {
  readonly isDryRun: boolean;
}

export function tellCleared({ transactions, isDryRun }: ToldClearing): string {
  return [
    'they are somebody else than whom the lists have, until another result comes',
    ...transactions.map(({ operation, id, status }) => `  ${operation} ${id}: ${status}`),
    lastLine(isDryRun),
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
