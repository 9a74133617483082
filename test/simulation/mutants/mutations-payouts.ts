// Deliberate bugs in what is paid out to banks, and in what comes back of it. Two of seven seeds have off-ramps.
import { type Edit, inFile, type Mutation } from './mutation.ts';

const deciding = (file: string, find: string, replace: string): Edit =>
  inFile(`orchestration/src/deciding/${file}.ts`, find, replace);

export const PAYOUT_MUTATIONS: readonly Mutation[] = [
  {
    name: 'return-unasked',
    what: 'nobody asks whether a payout came back, and the message of it is lost',
    edits: [inFile('banking/src/withdraw-funds/operation.ts', `comesBackMs: 10 * DAY_MS`, `comesBackMs: 0`)],
    seedsMax: 120,
  },
  {
    name: 'return-with-its-fees',
    what: 'of what a bank sends back the fees are credited too, which were kept',
    edits: [
      inFile(
        'orchestration/src/operation/exchange.ts',
        `const owed = movedUnits(movements, 'returned') - followed('RETURN');`,
        `const back = movedUnits(movements, 'returned') > 0n ? movedUnits(movements, 'taken') : 0n; const owed = back - followed('RETURN');`,
      ),
    ],
    seedsMax: 30,
  },
  {
    name: 'refund-credited-too',
    what: 'what its provider gives back of a payout that failed is credited, although what was set aside was let go of',
    edits: [
      deciding(
        'observe',
        `if (attempt.state === 'rejected') return tellReturned(decision, scene, news);`,
        `if (attempt.state === 'rejected') {
    if (news.news.length > 0) followUp(decision, scene, { settlement: transaction.settlement as Settlement, movements: news.all });
    return tellReturned(decision, scene, news);
  }`,
      ),
    ],
    seedsMax: 60,
  },
  {
    name: 'taken-called-refunded',
    what: 'what was taken for a payout that failed is told to be given back, although nobody has said so',
    edits: [
      deciding(
        'end-attempt',
        `const returned = Map.groupBy(ofKind(movements, 'returned'), (one) => one.money.asset);`,
        `const returned = Map.groupBy(ofKind(movements, 'taken'), (one) => one.money.asset);`,
      ),
    ],
    seedsMax: 60,
  },
  {
    name: 'refund-told-nobody',
    what: 'that what no bank took is back with its provider is not told when it is heard of later',
    edits: [
      deciding(
        'observe',
        '  if (news.news.length === 0) return;\n  change',
        '  if (news.news.length >= 0) return;\n  change',
      ),
    ],
    seedsMax: 60,
  },
  {
    name: 'refund-not-asked-for',
    what: 'nobody is asked about what no bank took, and of which nothing came back',
    edits: [deciding('due', 'if (isOwedBack(transaction)) askForReturn(decision, scene);', '')],
    seedsMax: 120,
  },
  {
    name: 'account-of-another',
    what: 'whoever takes over pays out to the account by the name that the first one knows it by',
    edits: [
      inFile(
        'orchestration/src/quoting/quote.ts',
        'return told.destinations ? (told.destinations[provider] ?? null) : destination;',
        'return told.destinations ? (Object.values(told.destinations)[0] ?? null) : destination;',
      ),
    ],
    seedsMax: 30,
  },
];
