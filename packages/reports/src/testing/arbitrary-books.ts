// Any life a customer's accounts can have, as the ledger itself carries it out: what it refuses never happened.
import { bucketOf, createId, createSeededRandom, type Instant } from '@diboas/kernel';
import { type AccountKey, type AccountKind, createBook, isCustomerKind, SYSTEM_OWNER } from '@diboas/ledger';
import fc from 'fast-check';
import type { CustomerBooks, TracedEntry, TracedTransfer } from '../books/books.ts';

const random = createSeededRandom(11);
export const OWNER = createId({ now: 1, random, bucket: 3 });
const bucket = bucketOf(OWNER);
/** Lives go from a month before it to a month after it. */
export const BEGAN = Date.UTC(2026, 9, 1);
const DAYS = 92;

const UNITS = [
  { asset: 'USD', network: 'fiat' },
  { asset: 'USDC', network: 'solana' },
  { asset: 'USDC', network: 'sui' },
] as const;
const OWN_KINDS = ['BANKING', 'INVESTING', 'DEFI:steady-yield'] as const;
const OUR_KINDS = ['CLEARING:northpay', 'FLOAT:northpay', 'FEE_REVENUE', 'IN_TRANSIT'] as const;

const step = fc.record({
  unit: fc.constantFrom(...UNITS),
  from: fc.constantFrom<AccountKind>(...OWN_KINDS, ...OUR_KINDS),
  to: fc.constantFrom<AccountKind>(...OWN_KINDS, ...OUR_KINDS),
  amount: fc.bigInt({ min: 1n, max: 10n ** 9n }),
  day: fc.integer({ min: 0, max: DAYS - 1 }),
  operation: fc.constantFrom('ADD_FUNDS', 'MOVE', 'WITHDRAW_FUNDS', 'BUY_CRYPTO', 'SEND_MONEY'),
  isHeldFirst: fc.boolean(),
});

/** The books of one customer, in the order of their journal; now and then an entry that moves nothing. */
export const anyBooks: fc.Arbitrary<CustomerBooks> = fc.array(step, { maxLength: 40 }).map((steps) => {
  const book = createBook();
  const transfers: TracedTransfer[] = [];
  const entries: TracedEntry[] = [];
  for (const { unit, from, to, amount, day, operation, isHeldFirst } of steps.toSorted(
    (a, b) => a.day - b.day,
  )) {
    const at: Instant = BEGAN + day * 86_400_000;
    const next = () => createId({ now: at, random, bucket });
    const [debit, credit] = [keyOf(from, unit), keyOf(to, unit)];
    const transactionId = next();
    const seq = entries.length + 1;
    entries.push({ transactionId, seq, at, cause: 'test' });
    const posted = { id: next(), transactionId, holdId: null, debit, credit, amount } as const;
    const moved = isHeldFirst
      ? book.apply([
          { ...posted, kind: 'pending' },
          { ...posted, id: next(), kind: 'post', holdId: posted.id },
        ])
      : book.apply([{ ...posted, kind: 'posted' }]);
    if (!moved.ok) continue;
    transfers.push({
      id: posted.id,
      transactionId,
      customerId: OWNER,
      operation,
      seq,
      at,
      debit,
      credit,
      units: amount,
    });
  }
  const balances = book
    .changedAccounts()
    .filter(({ key }) => isCustomerKind(key.kind))
    .map(({ key, balance }) => ({ key, units: balance.creditsPosted - balance.debitsPosted }));
  return { entries, transfers, balances };
});

function keyOf(kind: AccountKind, unit: (typeof UNITS)[number]): AccountKey {
  return { owner: isCustomerKind(kind) ? OWNER : SYSTEM_OWNER, kind, ...unit };
}
