// What an operator reads: items, a transaction, and what an act would do or did.
import {
  formatInstant,
  formatMoney,
  type Instant,
  type Money,
  referenceOfId,
  unreachable,
} from '@diboas/kernel';
import { type AccountKey, isCustomerAccount, type Transfer } from '@diboas/ledger';
import {
  type Act,
  type Acted,
  type ActInput,
  type ActRefusal,
  ANSWERS,
  type ItemCause,
  type OperatorItem,
  type Transaction,
  type Writes,
} from '@diboas/orchestration';

function amount(value: Money): string {
  return `${formatMoney(value)} ${value.asset}`;
}

function answersOf(cause: ItemCause): string {
  const acts = ANSWERS[cause].map(wordOf).join(', ');
  return cause === 'compliance_review' ? `${acts} of npm run cases` : acts;
}

/** An act as it is typed. */
export function wordOf(kind: Act['kind']): string {
  return kind.replaceAll('_', '-');
}

export function tellItems(items: readonly OperatorItem[], now: Instant): string {
  const late = items.filter(({ deadline }) => deadline < now).length;
  const lines = items.flatMap(({ cause, transactionId, deadline, detail }) => [
    `${cause}  ${deadline < now ? 'was due' : 'due'} ${formatInstant(deadline)}  transaction ${transactionId}`,
    `    ${detail}`,
    `    answered by ${answersOf(cause)}`,
  ]);
  return [...lines, `${items.length} open, ${late} past their deadline`].join('\n');
}

/** @param items what is open of any transaction: those of this one say what is wrong with it */
export function tellTransaction(transaction: Transaction, items: readonly OperatorItem[]): string {
  const { id, customerId, operation, status, activity, terms, settlement, failure, due } = transaction;
  const doing = activity === null ? '' : ` (${activity})`;
  return [
    `${operation} ${id}, ${referenceOfId(id)}`,
    `  of customer ${customerId}`,
    `  ${status}${doing}${failure === null ? '' : `, ${failure}`}`,
    `  agreed: at most ${amount(terms.price.total)} for at least ${amount(terms.receive.money)}`,
    settlement === null
      ? '  booked: nothing'
      : `  booked: ${amount(settlement.credited)} of ${amount(settlement.delivered.money)}`,
    `  next: ${due === null ? 'nothing by itself' : `${due.reason} ${formatInstant(due.at)}`}`,
    ...transaction.attempts.flatMap((attempt) => [
      `  attempt ${attempt.number} at ${attempt.provider}: ${attempt.state}${attempt.stage === null ? '' : `, ${attempt.stage}`}`,
      `    key ${attempt.key}, reference ${attempt.reference ?? 'unknown'}, sent ${timesOf(attempt.sends)}`,
      ...attempt.movements.map((one) => `    ${one.kind} ${amount(one.money)} as ${one.id}`),
    ]),
    ...transaction.openItems.flatMap(({ id: itemId, cause }) => [
      `  open: ${cause}, answered by ${answersOf(cause)}`,
      ...items.filter((one) => one.id === itemId).map(({ detail }) => `    ${detail}`),
    ]),
    ...transaction.acts.map((one) => `  ${tellDone(one)}`),
  ].join('\n');
}

function timesOf(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function tellDone({ act, by, confirmedBy, isDone }: Acted): string {
  const who = confirmedBy === null ? by : `${by} and ${confirmedBy}`;
  const what = wordOf(act.kind);
  return isDone ? `done: ${what} by ${who}` : `proposed: ${what} by ${by}; it waits for a second person`;
}

export interface ToldAct {
  readonly input: ActInput;
  readonly before: Transaction;
  readonly after: Transaction;
  readonly writes: Pick<Writes, 'transfers' | 'closings'>;
  readonly isDryRun: boolean;
}

/** What the act changes, and how it is carried on with. */
export function tellAct({ input, before, after, writes, isDryRun }: ToldAct): string {
  const mine = after.acts.find((one) => one.key === input.key);
  if (before === after)
    return mine?.isDone
      ? 'This was done before, and is done once.'
      : 'You asked for this before. Another person must run the same command with a name of their own.';
  if (!mine?.isDone)
    return [
      `This is about ${amount(after.terms.price.total)}, so it needs two people: it is only proposed.`,
      'To confirm it, another person runs the same command with a name of their own.',
      isDryRun ? lastLine(isDryRun) : 'Proposed.',
    ].join('\n');
  const causes = before.openItems.filter(({ id }) => writes.closings.some((one) => one.itemId === id));
  return [
    before.status === after.status ? `${after.status} stays` : `${before.status} becomes ${after.status}`,
    ...writes.transfers.map(({ transfer }) => tellTransfer(transfer)),
    ...(writes.transfers.length === 0 ? ['no money moves now'] : []),
    ...causes.map(({ cause }) => `closes ${cause}`),
    ...tellNext(after),
    lastLine(isDryRun),
  ].join('\n');
}

function tellNext({ due }: Transaction): string[] {
  if (due?.reason === 'asked')
    return ['a node asks the provider at once; what it then says is booked as far as it fits'];
  return due?.reason === 'resend' ? ['a node sends the same key once more, at once'] : [];
}

function lastLine(isDryRun: boolean): string {
  return isDryRun ? 'Nothing was done. Add --yes to do it.' : 'Done.';
}

function tellTransfer({ kind, amount: units, debit, credit }: Transfer): string {
  const what = amount({ asset: debit.asset, units });
  const way = `${placeOf(debit)} to ${placeOf(credit)}`;
  switch (kind) {
    case 'pending':
      return `sets ${what} aside, from ${way}`;
    case 'void':
    case 'expire':
      return `lets go of ${what} that was set aside from ${way}`;
    case 'post':
    case 'posted':
      return `moves ${what} from ${way}`;
    default:
      return unreachable(kind);
  }
}

function placeOf(key: AccountKey): string {
  return isCustomerAccount(key) ? `the person’s ${key.kind}` : key.kind;
}

const REFUSALS: Readonly<Record<ActRefusal, string>> = {
  key_reused: 'This key names another act. Leave --key out, or take another one.',
  too_late: 'Something was paid, or may have been, or it has ended.',
  no_such_item: 'The transaction has no such item open.',
  item_needed:
    'It has not ended, and without this item nobody would look at it: ask again, give it back, or accept the difference.',
  nothing_to_ask: 'No provider has anything to do with it.',
  call_under_way: 'It is being sent, or will be in a moment. Look at it again in a minute.',
  not_in_doubt: 'It is in no doubt whether the provider got it, so there is nothing to send again.',
  key_forgotten: 'The provider may have forgotten the key, and could carry the order out twice.',
  nothing_to_give_back: 'It has ended, or nothing of it lies with a provider.',
  partly_done: 'A part of it was booked already.',
  own_book: 'It goes between customers: our own book knows what became of it, and asks by itself.',
  evidence_missing: 'Say by --evidence where the proof lies that it was not carried out and never will be.',
  nothing_to_review: 'It does not wait for a reviewer.',
  own_case: 'Nobody decides about what is their own.',
  no_difference: 'Nobody reported another amount than was ordered: there is no open amount_mismatch.',
  other_asset:
    'The figures are of other assets than the order. What came in another asset cannot be booked here.',
};

/** @param acts what was done to the transaction: perhaps just this, and then it need not be done again */
export function tellRefusal(
  refusal: ActRefusal,
  { acts, kind }: { readonly acts: readonly Acted[]; readonly kind: Act['kind'] },
): string {
  const earlier = acts.filter(({ act }) => act.kind === kind);
  return [`Refused: ${REFUSALS[refusal]}`, ...earlier.map((one) => `Before that: ${tellDone(one)}.`)].join(
    '\n',
  );
}
