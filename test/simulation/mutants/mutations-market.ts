// Deliberate bugs in what waits for an exchange to open.
import { type Edit, inFile, type Mutation } from './mutation.ts';

const deciding = (file: string, find: string, replace: string): Edit =>
  inFile(`orchestration/src/deciding/${file}.ts`, find, replace);

export const MARKET_MUTATIONS: readonly Mutation[] = [
  {
    name: 'closed-exchange-ignored',
    what: 'what was confirmed is sent while its exchange is closed',
    edits: [
      deciding('checking', 'if (isClosed(terms, facts)) return awaitOpening(decision, terms, facts);', ''),
    ],
    seedsMax: 30,
  },
  {
    name: 'opening-unlooked',
    what: 'at the time that was known for the opening it is sent, whether the exchange opened or not',
    edits: [
      deciding(
        'offers',
        'if (!isClosed(terms, facts)) return askForOffers(decision, terms, facts);',
        'return askForOffers(decision, terms, facts);',
      ),
      deciding('offers', 'else if (isClosed(terms, facts)) awaitOpening(decision, terms, facts);', ''),
      deciding('offers', 'if (isClosed(terms, facts)) return awaitOpening(decision, terms, facts);', ''),
    ],
    seedsMax: 300,
  },
  {
    name: 'turned-away-sent-at-night',
    what: 'what was turned away is sent again after its exchange has closed',
    edits: [
      deciding('sending', 'if (isClosed(transaction.terms, facts)) return putOff(decision, scene);', ''),
    ],
    seedsMax: 300,
  },
];
