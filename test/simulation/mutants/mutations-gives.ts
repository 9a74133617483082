// Deliberate bugs of moves between customers, whose halves are commits in two buckets.
import { inFile, type Mutation } from './mutation.ts';

const ARRIVAL = 'orchestration/src/batch/arrival.ts';
const BATCH = 'orchestration/src/batch/batch.ts';
const OWN_BOOK = 'orchestration/src/engine/own-book.ts';

export const GIVE_MUTATIONS: readonly Mutation[] = [
  {
    name: 'arrives-again',
    what: 'what is sent again arrives again, under an id of its own',
    edits: [inFile(ARRIVAL, 'id: recipient.transactionId,', 'id: createId(),')],
    seedsMax: 10,
  },
  {
    name: 'arrival-not-remembered',
    what: 'the recipient’s bucket does not look whether the money is there already',
    edits: [
      inFile(
        BATCH,
        `if (before) return { kind: 'repeated', transaction: before };\n  const operation`,
        'const operation',
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'settled-before-it-arrives',
    what: 'the sender’s half is completed without waiting for the recipient’s commit',
    edits: [
      inFile(
        OWN_BOOK,
        'const reply = await arrive(input);',
        `void arrive(input).catch(() => {}); const reply = { kind: 'applied', transaction: { id: input.transactionId, terms: { origin: { kind: 'arrival', sentBy: terms.id } }, settlement: { delivered: { money: terms.order.deliver, network: terms.order.network, destination: terms.order.destination, networkReference: null } } } } as never as Reply;`,
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'given-back-when-lost',
    what: 'a lost answer from the recipient’s bucket is taken for a no, and the sender has the money again',
    edits: [
      inFile(
        OWN_BOOK,
        'submit: (transaction) => crossOver(arrive, transaction),',
        `submit: async (transaction) => {
      const answer = await crossOver(arrive, transaction);
      return answer.kind === 'unknown' ? { kind: 'rejected', code: 'other', elsewhere: false, detail: '' } : answer;
    },`,
      ),
    ],
    seedsMax: 150,
  },
  {
    name: 'arrives-short',
    what: 'less arrives than was set aside',
    edits: [
      inFile(
        'orchestration/src/operation/exchange.ts',
        '    amount: receive.money.units,\n',
        '    amount: receive.money.units - 1n,\n',
      ),
    ],
    seedsMax: 10,
  },
];
