// What the demo prints. Pure: from what the API answered to lines of text.
import type { BalancesView, MoneyView, QuoteView, TransactionView } from '@diboas/protocol';
import type { RuleResult } from '../../test/chaos/books/breach.ts';

export function formatQuote(what: string, quote: QuoteView): string {
  const fees = quote.pay.fees.map(({ takenBy, amount }) => `${dollars(amount)} ${takenBy}`);
  return `${what}
  pays     ${[dollars(quote.pay.amount), ...fees].join(' + ')} = ${dollars(quote.pay.total)}
  arrives  ${quote.receive.amount} ${quote.receive.asset} on ${quote.receive.network}, through ${quote.provider.name}
`;
}

export interface Progress {
  /** The same transaction as it was shown last; undefined when it was not shown yet. */
  readonly before: TransactionView | undefined;
  readonly transaction: TransactionView;
  /** When the demo began, so that times are short. */
  readonly began: number;
}

/** A line for every status that is new, and one when only the activity changed. */
export function formatProgress(name: string, { before, transaction, began }: Progress): string[] {
  const { history, status, activity, updatedAt } = transaction;
  const line = (at: string, text: string, detail: string | null) => {
    const seconds = ((Date.parse(at) - began) / 1000).toFixed(2).padStart(6);
    return `${seconds} s  ${name.padEnd(6)} ${text.padEnd(20)} ${detail === null ? '' : plain(detail)}`.trimEnd();
  };
  const fresh = history.slice(before?.history.length ?? 0);
  const lines = fresh.map((milestone) => {
    const isLast = milestone.status === status;
    return line(milestone.at, milestone.status, isLast ? activity : milestone.activity);
  });
  if (lines.length === 0 && before?.activity !== activity && activity !== null)
    return [line(updatedAt, status, activity)];
  return lines;
}

export function formatEnd(name: string, { reference, status, receipt }: TransactionView): string {
  if (status === 'COMPLETED' && receipt?.delivered) {
    const { delivered, charged } = receipt;
    return `${name.padEnd(6)} ${reference}  charged ${dollars(charged)}, received ${delivered.amount} ${delivered.asset}`;
  }
  return `${name.padEnd(6)} ${reference}  ${status}, charged ${receipt ? dollars(receipt.charged) : 'nothing'}`;
}

export function formatBalances({ balances }: BalancesView): string {
  const lines = balances.map(
    ({ type, asset, network, available, incoming, reserved }) =>
      `  ${type}  ${available} ${asset} on ${network} available, ${incoming} incoming, ${reserved} reserved`,
  );
  return `\nBalances\n${lines.join('\n')}\n`;
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

function dollars({ amount }: MoneyView): string {
  return `$${amount}`;
}

/** CHAIN_CONFIRMATION as "chain confirmation". */
function plain(activity: string): string {
  return activity.toLowerCase().replaceAll('_', ' ');
}
