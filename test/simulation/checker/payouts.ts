// What is paid out to banks, beside what holds for everything that leaves: to whose account, and what is told of what a bank
// would not take.
import { isAskedFor } from '@diboas/orchestration';
import { backOf, bankAccountAt, isPayout } from '../outside/order.ts';
import type { Report, Sight } from './model/sight.ts';

/** 9, at the end. Each payout went to the account that is theirs with whoever paid it out, and what failed is told as it was. */
export function checkPayouts(
  { outsides, transactions }: Pick<Sight, 'outsides' | 'transactions'>,
  lost: ReadonlySet<string>,
  report: Report,
): void {
  for (const order of outsides.flatMap(({ orders }) => orders)) {
    const { provider, reference, submission, stage, funded, isSilent } = order;
    if (!isPayout(submission.method)) continue;
    const paid = transactions.get(submission.transactionId);
    if (!paid) continue;
    if (submission.destination !== bankAccountAt(provider, paid.customerId))
      report(`${reference} is paid out to ${submission.destination}, which is not theirs`);
    if (stage !== 'failed' || isSilent || !funded) continue;
    const told = (paid.compensation?.refunded ?? []).reduce((sum, { units }) => sum + units, 0n);
    const back = backOf(order.returned);
    if (told !== back && !lost.has(reference))
      report(`${paid.id} says that ${told} came back of what no bank took, and ${back} did`);
    if (back === 0n && !isAskedFor(paid.openItems, 'compensation_failed'))
      report(`of ${reference} nothing came back, and nobody was asked to look`);
  }
}
