// Deliberate bugs in strategies, in what goes from one network to another, and in journeys. A third of the seeds have each.
import { type Edit, inFile, type Mutation } from './mutation.ts';

const booking = (find: string, replace: string): Edit =>
  inFile('orchestration/src/operation/exchange.ts', find, replace);
const observing = (find: string, replace: string): Edit =>
  inFile('orchestration/src/deciding/observe.ts', find, replace);

/** Whether all of a position lies there. */
const UNTOUCHED = "availableOf(position) === booked.credited.units + followed('YIELD')";

export const DEFI_MUTATIONS: readonly Mutation[] = [
  {
    name: 'yield-while-taken-out',
    what: 'what was earned is brought to what is being taken out, with which it arrives as well',
    edits: [booking(UNTOUCHED, 'availableOf(position) >= 0n')],
    seedsMax: 30,
  },
  {
    name: 'yield-of-what-is-gone',
    what: 'what is told to be earned is brought whole to what was left when a part was taken out',
    edits: [booking(UNTOUCHED, 'availableOf(position) > 0n')],
    seedsMax: 200,
  },
  {
    name: 'late-yield-forgotten',
    what: 'what was earned while it could not be brought is never brought to what has stayed',
    edits: [observing('else bringLate(decision, scene, news);', '')],
    seedsMax: 300,
  },
  {
    name: 'stop-leaves-some',
    what: 'what was earned since a stop was priced stays behind in the books, where nothing lies',
    edits: [
      inFile(
        'orchestration/src/batch/confirm.ts',
        'confirmedBy(terms).some((one) => leavesSome(work, one))',
        'confirmedBy(terms).length < 0',
      ),
    ],
    seedsMax: 400,
  },
  {
    name: 'position-not-followed',
    what: 'what is being taken out is asked about no more, though it may stay',
    edits: [
      observing(
        'heldOn(operation.staysOn(transaction.terms)) > 0n',
        'facts.availableOf(operation.staysOn(transaction.terms)) > 0n',
      ),
    ],
    seedsMax: 60,
  },
  {
    name: 'position-followed-for-ever',
    what: 'what is empty is asked about for ever',
    edits: [
      observing(
        'heldOn(operation.staysOn(transaction.terms)) > 0n',
        'heldOn(operation.staysOn(transaction.terms)) >= 0n',
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'deployed-taken-for-float',
    what: 'what lies in strategies for people counts as money to pay orders out of',
    edits: [
      inFile(
        'orchestration/src/operation/places.ts',
        `kind: to === 'strategy' ? deployedWith(provider) : between`,
        'kind: between',
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'reverted-cost-forgotten',
    what: 'what a network took for an attempt is in no book where others are asked afterwards',
    edits: [
      inFile(
        'orchestration/src/deciding/end-attempt.ts',
        'decision.transfers.push(...paidToNetwork(scene.facts, spent));',
        '',
      ),
    ],
    seedsMax: 100,
  },
  {
    name: 'burn-given-back',
    what: 'what was burned is given back by time, and minted all the same',
    edits: [
      inFile(
        'orchestration/src/deciding/due.ts',
        `  if (worry) openItem(decision, transaction, { ...worry, facts });`,
        `  if (worry?.cause === 'overdue') return giveUpWaiting(decision, { transaction, attempt, facts }, 'cancelled');\n  if (worry) openItem(decision, transaction, { ...worry, facts });`,
      ),
      inFile(
        'orchestration/src/deciding/due.ts',
        `import { endWait } from './go-on.ts';`,
        `import { giveUpWaiting } from './end-attempt.ts';\nimport { endWait } from './go-on.ts';`,
      ),
    ],
    seedsMax: 60,
  },
  {
    name: 'arrives-where-it-left',
    what: 'what was minted on another network is booked on the one that it left',
    edits: [
      inFile(
        'orchestration/src/operation/places.ts',
        'const arrives = { asset: receive.money.asset, network: receive.network };',
        `const arrives = { asset: receive.money.asset, network: order.payNetwork === 'fiat' ? receive.network : order.payNetwork };`,
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'leg-takes-fees-on-top',
    what: 'a leg takes its fees beyond what the one before brings',
    edits: [
      inFile(
        'orchestration/src/quoting/price-leg.ts',
        `if (paid.kind === 'balance' || !whole.ok || isWithin(whole.value, paid.most)) return whole;`,
        `if (paid.kind === 'balance' || true) return whole;`,
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'part-counted-on',
    what: 'a leg goes on with what was agreed though the one before brought a part of it only',
    edits: [
      inFile(
        'orchestration/src/legs/parent.ts',
        'HAS_FAILED.includes(leg.state) || fallsShort(parent, leg)',
        'HAS_FAILED.includes(leg.state) || (fallsShort(parent, leg) && parent.version < 0)',
      ),
    ],
    seedsMax: 300,
  },
  {
    name: 'fee-awaited-beyond',
    what: 'a lower fee is waited for beyond the time that was agreed',
    edits: [
      inFile(
        'orchestration/src/deciding/sending.ts',
        `wake(decision, Math.min(facts.now + waitMs, until), 'resend');`,
        `wake(decision, facts.now + waitMs, 'resend');`,
      ),
    ],
    seedsMax: 20,
  },
];
