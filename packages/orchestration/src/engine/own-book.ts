import { assert } from '@diboas/kernel';
import { OWN_BOOK, type Terms } from '../agreement/terms.ts';
import { arrivedObservation } from '../batch/arrival.ts';
import type { Input, Reply } from '../decision/input.ts';
import type { LookupAnswer, SubmitAnswer } from '../provider/answer.ts';
import { NO_HABITS } from '../provider/habits.ts';
import type { Transaction } from '../transaction/transaction.ts';
import { type Desk, settleCall } from './desk.ts';

/**
 * Our own book, where money goes from one customer to another. `arrive` brings an input into the recipient's bucket and
 * answers once that is committed. The book forgets no key, there is no telling it to wait, and it takes whatever comes,
 * because calls gather in batches there.
 */
export function createOwnBook(arrive: (input: Input) => Promise<Reply>): readonly [id: string, desk: Desk] {
  const desk: Desk = {
    isHere: true,
    habits: {
      ...NO_HABITS,
      keyLifetimeMs: Number.POSITIVE_INFINITY,
      remembersRefusals: true,
      paysFromFloat: false,
    },
    callsMax: Number.POSITIVE_INFINITY,
    admits: () => true,
    submit: (transaction) => crossOver(arrive, transaction),
    prepare: async () => ({ kind: 'unknown', detail: 'our own book prepares nothing' }),
    replace: async () => ({ kind: 'unknown', detail: 'our own book replaces nothing' }),
    // What goes by our own book is done as soon as it is begun.
    cancel: async () => ({ kind: 'too_late' }),
    // Asking whether the money has arrived is sending it once more.
    async lookup(transaction): Promise<LookupAnswer> {
      const answer = await crossOver(arrive, transaction);
      return answer.kind === 'accepted' ? { ...answer, kind: 'found' } : answer;
    },
  };
  return [OWN_BOOK, desk];
}

type Crossed = Extract<SubmitAnswer, { kind: 'accepted' | 'unknown' }>;

/** Sends the money over to the recipient, where it arrives once however often it is sent. */
function crossOver(
  arrive: (input: Input) => Promise<Reply>,
  { terms, recipient }: Pick<Transaction, 'terms' | 'recipient'>,
): Promise<Crossed> {
  return settleCall(async () => {
    assert(recipient, 'what goes by our own book has a recipient', { id: terms.id });
    const sent: Terms = { ...terms, recipient };
    const input: Input = { type: 'arrive', transactionId: recipient.transactionId, sent };
    const reply = await arrive(input);
    assert('transaction' in reply && reply.transaction, 'what arrives leaves a transaction', {
      id: terms.id,
    });
    return { kind: 'accepted', observation: arrivedObservation(terms, reply.transaction) } as const;
  });
}
