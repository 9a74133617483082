// Deliberate bugs in how movements are booked, what follows from them, and when an order is left alone.
import { type Edit, inFile, type Mutation } from './mutation.ts';

const booking = (find: string, replace: string): Edit =>
  inFile('orchestration/src/operation/exchange.ts', find, replace);
const deciding = (file: string, find: string, replace: string): Edit =>
  inFile(`orchestration/src/deciding/${file}.ts`, find, replace);

export const MOVEMENT_MUTATIONS: readonly Mutation[] = [
  {
    name: 'sale-fee-by-what-left',
    what: 'what we keep of a sale grows with what was sold, so that a message can make less of what the seller has',
    edits: [
      booking(
        'const isPaidByShare = inParts && payer !== null && feeOnTop(terms, order) > 0n;',
        'const isPaidByShare = inParts && payer !== null;',
      ),
    ],
    seedsMax: 20,
  },
  {
    name: 'yield-repeated',
    what: 'what was earned is brought once more with each report of it',
    edits: [
      booking(`movedUnits(movements, 'earned') - followed('YIELD')`, `movedUnits(movements, 'earned')`),
    ],
    seedsMax: 60,
  },
  {
    name: 'yield-ignored',
    what: 'what was earned is not brought',
    edits: [booking('      return [back, earned(accounts, moved, ids)]', '      return [back]')],
    seedsMax: 60,
  },
  {
    name: 'part-taken-again',
    what: 'what was booked of an order is booked once more with the next piece of it',
    edits: [
      booking(
        'const taken = (settlement.charged?.units ?? 0n) - (booked?.charged?.units ?? 0n);',
        'const taken = settlement.charged?.units ?? 0n;',
      ),
    ],
    seedsMax: 10,
  },
  {
    name: 'part-credited-again',
    what: 'what a piece of an order brought is credited once more with the next one',
    edits: [
      booking(
        'const credited = settlement.credited.units - (booked?.credited.units ?? 0n);',
        'const credited = settlement.credited.units;',
      ),
    ],
    seedsMax: 10,
  },
  {
    name: 'rest-let-go',
    what: 'after a piece of an order the rest of what it may cost is not set aside any more',
    edits: [booking('if (used > 0n && rest > 0n && !ended)', 'if (rest < 0n)')],
    seedsMax: 10,
  },
  {
    name: 'rest-kept',
    what: 'what an order that was done in part did not use stays set aside',
    edits: [
      booking('if (used > 0n && rest > 0n && !ended)', 'if (used > 0n && rest > 0n)'),
      inFile(
        'orchestration/src/batch/apply.ts',
        `assert(!heldAtTheEnd, 'a transaction that ended holds nothing', { id: after.id });`,
        '',
      ),
    ],
    seedsMax: 10,
  },
  {
    name: 'whole-fee-for-a-part',
    what: 'our whole fee is taken although only a part was done',
    edits: [booking('return done >= all ? whole', 'return done > 0n ? whole')],
    seedsMax: 10,
  },
  {
    name: 'return-ignored',
    what: 'what was sent and came back is nobody’s',
    edits: [
      booking(
        'if (owed <= 0n || !payer) return null;',
        'if (owed !== 0n || !payer || owed === 0n) return null;',
      ),
    ],
    seedsMax: 30,
  },
  {
    name: 'return-repeated',
    what: 'all that came back is brought once more with each part of it',
    edits: [
      booking(
        `const owed = movedUnits(movements, 'returned') - followed('RETURN');`,
        `const owed = movedUnits(movements, 'returned') + followed('RETURN') * 0n;`,
      ),
    ],
    seedsMax: 250,
  },
  {
    name: 'chargeback-takes-all',
    what: 'a chargeback of a part takes back all that was credited',
    edits: [
      booking(
        'const owed = part(credited.units, back, charged?.units ?? 0n) - before;',
        'const owed = part(credited.units, back, 0n) - before + 0n * (charged?.units ?? 0n);',
      ),
    ],
    seedsMax: 30,
  },
  {
    name: 'second-purchase-credited',
    what: 'all that is delivered is credited, however much more it is than was ordered',
    edits: [
      booking(
        `inParts ? MORE_IN_PARTS_BPS : MORE_BPS, 'down').units`,
        `inParts ? MORE_IN_PARTS_BPS : MORE_BPS, 'down').units * 500n`,
      ),
    ],
    seedsMax: 30,
  },
  {
    name: 'excess-told-nobody',
    what: 'nobody is asked about what came far beyond an order',
    edits: [deciding('observe', '  if (excess) {', '  if (excess && excess.units < 0n) {')],
    seedsMax: 30,
  },
  {
    name: 'asked-for-ever',
    what: 'what has ended is looked up for ever',
    edits: [deciding('observe', 'return facts.now >= until;', 'return facts.now >= until * 2;')],
    seedsMax: 10,
  },
  {
    name: 'open-spend-given-back',
    what: 'an order that may still be carried out is given back by time, with the person’s own money in it',
    edits: [
      deciding(
        'observe',
        'if (!facts.holds.some((hold) => isCustomerAccount(hold.debit))) {',
        'if (facts.holds.some((hold) => isCustomerAccount(hold.debit)) || true) {',
      ),
    ],
    seedsMax: 40,
  },
  {
    name: 'silence-told-nobody',
    what: 'nobody is asked about an order of which nothing is heard',
    edits: [deciding('due', 'if (silent >= lookupsBeforeItem) {', 'if (silent < 0) {')],
    seedsMax: 60,
  },
  {
    name: 'link-lost',
    what: 'the page of an order is forgotten when news without it came first',
    edits: [
      deciding(
        'observe',
        'if (transaction.actionUrl === null && observation.actionUrl) ask(decision, observation.actionUrl);',
        '',
      ),
    ],
    seedsMax: 120,
  },
  {
    name: 'earlier-answer-believed',
    what: 'what an earlier send came to ends an attempt whose repeat is under way',
    edits: [
      deciding('answered', `if (send < attempt.sends) return mark('answer.of_earlier_send');`, ''),
      deciding(
        'answered',
        'if (attempt.inDoubt && !isAboutAllSends(scene, answer.code)) {',
        'if (send < 0) {',
      ),
    ],
    seedsMax: 80,
  },
  {
    name: 'late-call-made',
    what: 'a call that waited in its node is made although others look after its attempt by then',
    edits: [
      inFile(
        'orchestration/src/engine/calls.ts',
        'return clock.now() >= sendBefore || elapsedBy(clock) - elapsed >= sendBefore - decided;',
        'return clock.now() < sendBefore - sendBefore || elapsedBy(clock) < elapsed - decided;',
      ),
    ],
    seedsMax: 200,
  },
  {
    name: 'late-by-the-clock-alone',
    what: 'a call that waited in its node is made where the clock was put back meanwhile',
    edits: [
      inFile(
        'orchestration/src/engine/calls.ts',
        'return clock.now() >= sendBefore || elapsedBy(clock) - elapsed >= sendBefore - decided;',
        'return clock.now() >= sendBefore || elapsedBy(clock) < elapsed - decided;',
      ),
    ],
    seedsMax: 800,
  },
  {
    name: 'fold-forgets',
    what: 'of all that followed from a transaction only the last is known',
    edits: [
      inFile(
        'orchestration/src/transaction/event.ts',
        'followedBy: [...transaction.followedBy, event.by]',
        'followedBy: Array.of(event.by)',
      ),
    ],
    seedsMax: 60,
  },
];
