import { createId, createSeededRandom, type Id } from '@diboas/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AccountKey,
  availableUnits,
  type Book,
  createBook,
  isCustomerAccount,
  SYSTEM_OWNER,
  type Transfer,
  type TransferKind,
} from './index.ts';

const random = createSeededRandom(1);
const ids: Id[] = Array.from({ length: 60 }, (_, now) => createId({ now, random, bucket: 0 }));
const id = fc.constantFrom(...ids);
const unit = { asset: 'USDC', network: 'solana' } as const;
const accounts: AccountKey[] = [
  { owner: ids[0] ?? '', kind: 'BANKING', ...unit },
  { owner: ids[1] ?? '', kind: 'BANKING', ...unit },
  { owner: ids[1] ?? '', kind: 'INVESTING', ...unit },
  { owner: SYSTEM_OWNER, kind: 'CLEARING:northpay', ...unit },
  { owner: SYSTEM_OWNER, kind: 'FEE_REVENUE', ...unit },
];

/** Random transfers, many of which are refused; ends of holds mostly copy an earlier transfer's accounts. */
const transfers = fc
  .array(
    fc.record({
      id,
      kind: fc.constantFrom<TransferKind>('posted', 'pending', 'pending', 'post', 'post', 'void', 'expire'),
      transactionId: fc.constantFrom(...ids.slice(0, 2)),
      target: fc.nat(30),
      debit: fc.constantFrom(...accounts),
      credit: fc.constantFrom(...accounts),
      amount: fc.bigInt({ min: 0n, max: 50n }),
    }),
    { maxLength: 60 },
  )
  .map((rows) => {
    const made: Transfer[] = [];
    for (const { target, ...row } of rows) {
      const pendings = made.filter((transfer) => transfer.kind === 'pending');
      const hold = pendings[target % Math.max(1, pendings.length)];
      const ends = row.kind !== 'posted' && row.kind !== 'pending';
      if (!ends) made.push({ ...row, holdId: null });
      else if (hold) {
        const amount = row.kind === 'post' ? row.amount : hold.amount;
        made.push({ ...hold, id: row.id, kind: row.kind, holdId: hold.id, amount });
      }
    }
    return made;
  });

function run(book: Book, list: readonly Transfer[]): string[] {
  return list.map((transfer) => {
    const outcome = book.apply([transfer]);
    return outcome.ok ? 'ok' : outcome.refusal.code;
  });
}

function totals(book: Book): { posted: bigint; pending: bigint } {
  let posted = 0n;
  let pending = 0n;
  for (const key of accounts) {
    const balance = book.balance(key);
    posted += balance.creditsPosted - balance.debitsPosted;
    pending += balance.creditsPending - balance.debitsPending;
  }
  return { posted, pending };
}

describe('the ledger', () => {
  it('A1 sums to zero after every transfer, posted and pending apart', () => {
    fc.assert(
      fc.property(transfers, (list) => {
        const book = createBook();
        for (const transfer of list) {
          book.apply([transfer]);
          expect(totals(book)).toEqual({ posted: 0n, pending: 0n });
        }
      }),
    );
  });

  it('A2 never lets a customer go below zero available, nor any total below zero', () => {
    fc.assert(
      fc.property(transfers, (list) => {
        const book = createBook();
        for (const transfer of list) {
          book.apply([transfer]);
          for (const key of accounts) {
            const balance = book.balance(key);
            for (const total of Object.values(balance)) expect(total >= 0n).toBe(true);
            if (isCustomerAccount(key)) expect(availableUnits(balance) >= 0n).toBe(true);
          }
        }
      }),
    );
  });

  it('A3 pending totals are exactly the open holds', () => {
    fc.assert(
      fc.property(transfers, (list) => {
        const book = createBook();
        run(book, list);
        const open = ids.slice(0, 2).flatMap((transaction) => book.holdsOf(transaction));
        for (const key of accounts) {
          const held = open.filter((hold) => hold.debit === key).reduce((sum, hold) => sum + hold.amount, 0n);
          expect(book.balance(key).debitsPending).toBe(held);
        }
      }),
    );
  });

  it('replaying what was applied gives the same balances and holds', () => {
    fc.assert(
      fc.property(transfers, (list) => {
        const book = createBook();
        run(book, list);
        const again = createBook();
        expect(again.apply(book.appliedTransfers()).ok).toBe(true);
        for (const key of accounts) expect(again.balance(key)).toEqual(book.balance(key));
        for (const transaction of ids) expect(again.holdsOf(transaction)).toEqual(book.holdsOf(transaction));
      }),
    );
  });

  it('the same id and content changes nothing the second time, other content is refused with what differs', () => {
    fc.assert(
      fc.property(transfers, (list) => {
        const book = createBook();
        run(book, list);
        const before = accounts.map((key) => book.balance(key));
        const applied = [...book.appliedTransfers()];
        expect(run(book, applied).every((answer) => answer === 'ok')).toBe(true);
        for (const transfer of applied) {
          expect(book.apply([{ ...transfer, amount: transfer.amount + 1n }])).toEqual({
            ok: false,
            refusal: { code: 'id_reused', differs: ['amount'] },
          });
        }
        expect(accounts.map((key) => book.balance(key))).toEqual(before);
      }),
    );
  });

  it('applies a list wholly or not at all', () => {
    fc.assert(
      fc.property(transfers, (list) => {
        const book = createBook();
        const before = accounts.map((key) => book.balance(key));
        const outcome = book.apply(list);
        if (!outcome.ok) {
          expect(accounts.map((key) => book.balance(key))).toEqual(before);
          expect(book.appliedTransfers()).toEqual([]);
          expect(book.changedAccounts()).toEqual([]);
        }
      }),
    );
  });
});
