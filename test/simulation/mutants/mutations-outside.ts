import { inFile, type Mutation } from './mutation.ts';

/** What could go wrong with what leaves for an address, or comes to one. Only every third seed has a chain. */
export const OUTSIDE_MUTATIONS: readonly Mutation[] = [
  {
    name: 'deposit-begins-twice',
    what: 'what was seen at an address begins anew each time somebody tells of it',
    edits: [
      inFile(
        'orchestration/src/batch/confirm.ts',
        `if (use) return { kind: 'repeated', transaction: work.transactions.get(use.transactionId) ?? null };\n  const { operation`,
        `void use;\n  const { operation`,
      ),
    ],
    seedsMax: 15,
  },
  {
    name: 'deposit-undone-kept',
    what: 'what a network has undone is announced for ever',
    edits: [
      inFile(
        'orchestration/src/deciding/observe.ts',
        `if (transaction.terms.origin.kind === 'deposit') mark('deposit.undone');`,
        `if (transaction.terms.origin.kind === 'deposit') return;`,
      ),
    ],
    seedsMax: 60,
  },
  {
    name: 'network-fee-whole',
    what: 'all that was quoted for a network is paid, whatever it took',
    edits: [
      inFile(
        'orchestration/src/operation/places.ts',
        `if (!networkCost || spent >= networkCost.units) return quoted;`,
        `if (!networkCost || spent >= 0n) return quoted;`,
      ),
    ],
    seedsMax: 15,
  },
  {
    name: 'network-cost-forgotten',
    what: 'what a network took for what came to nothing is in no book',
    edits: [
      inFile(
        'orchestration/src/decision/verbs.ts',
        `const isSpent = spent > 0n && hold.debit.kind === 'NETWORK_COSTS';`,
        `const isSpent = spent < 0n && hold.debit.kind === 'NETWORK_COSTS';`,
      ),
    ],
    seedsMax: 60,
  },
];
