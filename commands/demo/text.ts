// What the demo prints. Pure: from what the API answered to lines of text.
import type { BalancesView, MoneyView, PlaceView, QuoteView, TransactionView } from '@diboas/protocol';
import type { RuleResult } from '../../test/chaos/books/breach.ts';

const INDENT = ' '.repeat(10);

export function formatQuote({ from, to, pay, receive, provider }: QuoteView): string {
  const fees = pay.fees.map(({ takenBy, amount }) => `${plainMoney(amount)} ${takenBy}`);
  const sum = [plainMoney(pay.amount), ...fees].join(' + ');
  return `${INDENT}${place(from)} to ${place(to)}, through ${provider.name}
${INDENT}pays ${fees.length > 0 ? `${sum} = ` : ''}${plainMoney(pay.total)}, of which ${plainMoney(receive)} arrive`;
}

export interface Progress {
  /** Whose stream told it. */
  readonly who: string;
  /** What people here call the transaction. */
  readonly label: string;
  /** The same transaction as it was shown last; undefined when it was not shown yet. */
  readonly before: TransactionView | undefined;
  readonly transaction: TransactionView;
  /** When the demo began, so that times are short. */
  readonly began: number;
}

/** A line for all statuses that are new at one instant, and one when only the activity or the state changed. */
export function formatProgress({ who, label, before, transaction, began }: Progress): string[] {
  const { history, activity, state, updatedAt } = transaction;
  const line = (at: string, what: string) => {
    const seconds = ((Date.parse(at) - began) / 1000).toFixed(2).padStart(6);
    return `${seconds} s  ${who}, ${label}: ${what}`;
  };
  const fresh = history.slice(before?.history.length ?? 0);
  const instants = [...Map.groupBy(fresh, ({ at }) => at)];
  const now = [...new Set([...(activity === null ? [] : [plain(activity)]), plain(state)])].join(', ');
  const lines = instants.map(([at, milestones], index) => {
    const statuses = milestones.map(({ status }) => status).join(' > ');
    return line(at, index === instants.length - 1 ? `${statuses} (${now})` : statuses);
  });
  const hasChanged = before?.activity !== activity || before?.state !== state;
  return lines.length === 0 && hasChanged ? [line(updatedAt, now)] : lines;
}

/** What became of it, and what was expected where that is something else. */
export function formatEnd(transaction: TransactionView | undefined, expected: string): string {
  if (transaction === undefined) return `${INDENT}nobody told of it, and it should be ${plain(expected)}`;
  const { reference, state, receipt, compensation, attempts } = transaction;
  const tried = attempts.length > 1 ? `, by ${attempts.map(({ provider }) => provider).join(', then ')}` : '';
  const charged = receipt ? `, charged ${plainMoney(receipt.charged)}` : '';
  const received = receipt?.delivered ? `, delivered ${plainMoney(receipt.delivered)}` : '';
  const released = compensation?.released.map((money) => `, ${plainMoney(money)} given back`).join('') ?? '';
  const surprise = state === expected ? '' : `, but should be ${plain(expected)}`;
  return `${INDENT}${reference} is ${plain(state)}${tried}${charged}${received}${released}${surprise}`;
}

export function formatBalances(name: string, { balances }: BalancesView): string {
  const lines = balances.map(
    ({ type, asset, network, available, incoming, reserved }) =>
      `  ${name}  ${type}  ${available} ${asset} on ${network} available, ${incoming} incoming, ${reserved} reserved`,
  );
  return lines.join('\n');
}

export function formatRules(results: readonly RuleResult[]): string {
  const lines = results.map(({ rule, breaches }) => {
    const details = breaches.map(
      ({ transactionId, detail }) => `\n          ${transactionId ?? ''} ${detail}`,
    );
    return `  ${breaches.length === 0 ? 'ok    ' : 'BROKEN'}  ${rule}${details.join('')}`;
  });
  return `Checked on the database, and against what the sandbox executed\n${lines.join('\n')}\n`;
}

function plainMoney({ asset, amount }: Pick<MoneyView, 'asset' | 'amount'>): string {
  return asset === 'USD' ? `$${amount}` : `${amount} ${asset}`;
}

function place(at: PlaceView): string {
  switch (at.kind) {
    case 'payment':
      return `a ${at.method}`;
    case 'balance':
      return at.network ? `${at.type} on ${at.network}` : at.type;
    case 'strategy':
      return at.strategy;
    case 'person':
      return at.email;
    case 'address':
      return `${at.address} on ${at.network}`;
    case 'bank_account':
      return at.shown;
    case 'elsewhere':
      return 'elsewhere';
  }
}

/** CHAIN_CONFIRMATION as "chain confirmation". */
function plain(word: string): string {
  return word.toLowerCase().replaceAll('_', ' ');
}
