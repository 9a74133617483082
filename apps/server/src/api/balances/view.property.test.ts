import { createId, createSeededRandom, type Id, parseMoney, referenceOfId } from '@diboas/kernel';
import { type AccountKey, createBook, type Hold, SYSTEM_OWNER, type Transfer } from '@diboas/ledger';
import { type BalancesView, type HoldView, balancesView as schema } from '@diboas/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { showBalances } from './view.ts';

const random = createSeededRandom(1);
const makeId = (now: number): Id => createId({ now, random, bucket: 0 });
const transactions = Array.from({ length: 6 }, (_, now) => makeId(now));
const NOW = Date.UTC(2026, 10, 23, 5);

const OWNER = '0f0e0d0c-0b0a-4909-8807-060504030201';
const UNITS = [
  { asset: 'USDC', network: 'solana' },
  { asset: 'USDC', network: 'sui' },
  { asset: 'ETH', network: 'ethereum' },
] as const;
/** Of each unit the person's three balances and two accounts of the platform. */
const KINDS = ['BANKING', 'INVESTING', 'DEFI', 'CLEARING:northpay', 'FEE_REVENUE'] as const;

function accountOf(unit: number, kind: number): AccountKey {
  const name = KINDS[kind % KINDS.length] ?? 'BANKING';
  const owner = kind % KINDS.length < 3 ? OWNER : SYSTEM_OWNER;
  return { owner, kind: name, ...(UNITS[unit % UNITS.length] ?? UNITS[0]) };
}

/** From a fraction of a cent to more than a double can count. */
const amount = fc.oneof(fc.bigInt({ min: 1n, max: 1_000n }), fc.bigInt({ min: 1n, max: 10n ** 24n }));
const moves = fc.array(
  fc.record({
    kind: fc.constantFrom<Transfer['kind']>(
      'posted',
      'pending',
      'pending',
      'pending',
      'post',
      'void',
      'expire',
    ),
    unit: fc.nat(2),
    debit: fc.nat(4),
    credit: fc.nat(4),
    transaction: fc.constantFrom(...transactions),
    hold: fc.nat(20),
    amount,
  }),
  { maxLength: 40 },
);

/** A ledger after these moves, of which it refuses what it must: the person's accounts, and what is held. */
function after(list: typeof moves extends fc.Arbitrary<infer List> ? List : never) {
  const book = createBook();
  const open = (): Hold[] => transactions.flatMap((id) => book.holdsOf(id));
  list.forEach(({ kind, unit, debit, credit, transaction, hold, amount: units }, index) => {
    const id = makeId(1_000 + index);
    if (kind === 'posted' || kind === 'pending') {
      const accounts = { debit: accountOf(unit, debit), credit: accountOf(unit, credit) };
      book.apply([{ id, kind, transactionId: transaction, holdId: null, ...accounts, amount: units }]);
      return;
    }
    const ended = open()[hold % Math.max(1, open().length)];
    if (ended) book.apply([{ ...ended, id, kind, holdId: ended.id }]);
  });
  const accounts = book.changedAccounts().filter(({ key }) => key.owner === OWNER);
  return { accounts, holds: open() };
}

type Balance = BalancesView['balances'][number];

function unitsOf({ asset }: Balance, decimal: string): bigint {
  const parsed = parseMoney(asset, decimal);
  if (!parsed.ok) throw new Error(`${decimal} is no exact amount of ${asset}`);
  return parsed.value.units;
}

function sumOf(balance: Balance, wanted: HoldView['direction']): bigint {
  return balance.holds
    .filter(({ direction }) => direction === wanted)
    .reduce((sum, { amount: { amount: decimal } }) => sum + unitsOf(balance, decimal), 0n);
}

describe('the view of balances', () => {
  it('lists holds that add up to what is reserved and to what is incoming, to the last unit', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const snapshot = after(list);
        const unpaid = new Set(
          snapshot.holds.flatMap((hold, place) => (place % 2 ? hold.transactionId : [])),
        );
        const view = showBalances({ seq: 7, ...snapshot, unpaid }, NOW);
        expect(schema.parse(view)).toEqual(view);
        const incoming = view.balances
          .flatMap(({ holds }) => holds)
          .filter((one) => one.direction === 'incoming');
        expect(incoming.filter((one) => unpaid.has(one.transaction))).toEqual([]);
        for (const balance of view.balances) {
          expect(sumOf(balance, 'reserved')).toBe(unitsOf(balance, balance.reserved));
          expect(sumOf(balance, 'incoming')).toBe(unitsOf(balance, balance.incoming));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('lists every side of every hold that is of the customer, once, and nothing else', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const { accounts, holds } = after(list);
        const listed = showBalances({ seq: 7, accounts, holds, unpaid: new Set() }, NOW).balances.flatMap(
          (balance) => balance.holds.map(({ id, direction }) => `${id} ${balance.type} ${direction}`),
        );
        const sides = holds.flatMap(({ id, debit, credit }) => [
          ...(debit.owner === OWNER ? [`${id} ${debit.kind} reserved`] : []),
          ...(credit.owner === OWNER ? [`${id} ${credit.kind} incoming`] : []),
        ]);
        expect(listed.toSorted()).toEqual(sides.toSorted());
      }),
      { numRuns: 1_000 },
    );
  });

  it('names the transaction of each hold, newest first', () => {
    fc.assert(
      fc.property(moves, (list) => {
        const { accounts, holds } = after(list);
        const byId = new Map(holds.map((hold) => [hold.id, hold]));
        for (const { asset, holds: shown } of showBalances(
          { seq: 7, accounts, holds, unpaid: new Set() },
          NOW,
        ).balances) {
          const ids = shown.map(({ transaction }) => transaction);
          expect(ids).toEqual(ids.toSorted().reverse());
          for (const { id, transaction, reference, amount: money } of shown) {
            expect(transaction).toBe(byId.get(id)?.transactionId);
            expect(reference).toBe(referenceOfId(transaction));
            expect(money.asset).toBe(asset);
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
