import { createId, createSeededRandom } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import {
  type AccountKey,
  availableUnits,
  createBook,
  SYSTEM_OWNER,
  type Transfer,
  ZERO_BALANCE,
} from './index.ts';

const random = createSeededRandom(2);
const nextId = () => createId({ now: 1, random, bucket: 4 });
const unit = { asset: 'USDC', network: 'solana' } as const;
const person: AccountKey = { owner: nextId(), kind: 'BANKING', ...unit };
const clearing: AccountKey = { owner: SYSTEM_OWNER, kind: 'CLEARING:northpay', ...unit };
const transactionId = nextId();

function transfer(over: Partial<Transfer>): Transfer {
  const base = {
    id: nextId(),
    kind: 'posted',
    transactionId,
    holdId: null,
    debit: clearing,
    credit: person,
  } as const;
  return { ...base, amount: 100n, ...over };
}

function refusal(...list: Transfer[]) {
  const outcome = createBook().apply(list);
  return outcome.ok ? 'accepted' : outcome.refusal.code;
}

describe('a hold', () => {
  it('is incoming and cannot be spent until it is posted', () => {
    const book = createBook();
    const hold = transfer({ kind: 'pending' });
    book.apply([hold]);
    expect(availableUnits(book.balance(person))).toBe(0n);
    expect(book.balance(person).creditsPending).toBe(100n);
    expect(book.apply([transfer({ debit: person, credit: clearing })])).toMatchObject({
      refusal: { code: 'balance_too_low', missing: 100n },
    });
  });

  it('posted in part releases the rest', () => {
    const book = createBook();
    const hold = transfer({ kind: 'pending' });
    book.apply([hold, transfer({ ...hold, id: nextId(), kind: 'post', holdId: hold.id, amount: 60n })]);
    expect(book.balance(person)).toMatchObject({ creditsPending: 0n, creditsPosted: 60n });
    expect(book.holdsOf(transactionId)).toEqual([]);
  });

  it('ends once, and says how it ended', () => {
    for (const kind of ['void', 'expire'] as const) {
      const book = createBook();
      const hold = transfer({ kind: 'pending' });
      book.apply([hold, transfer({ ...hold, id: nextId(), kind, holdId: hold.id })]);
      expect(book.balance(person).creditsPending).toBe(0n);
      expect(book.apply([transfer({ ...hold, id: nextId(), kind: 'post', holdId: hold.id })])).toEqual({
        ok: false,
        refusal: { code: 'hold_ended', by: kind },
      });
    }
  });

  it('is remembered as ended across books', () => {
    const hold = transfer({ kind: 'pending' });
    const end = transfer({ ...hold, id: nextId(), kind: 'post', holdId: hold.id });
    const book = createBook({ transfers: [hold, end] });
    expect(book.apply([{ ...end, id: nextId() }])).toMatchObject({
      refusal: { code: 'hold_ended', by: 'post' },
    });
  });
});

describe('refusals come in the documented order', () => {
  const hold = transfer({ kind: 'pending' });
  const end = (over: Partial<Transfer>) =>
    transfer({ ...hold, id: nextId(), kind: 'post', holdId: hold.id, ...over });

  it.each([
    ['amount_not_positive', [transfer({ amount: 0n, credit: clearing })]],
    ['amount_too_large', [transfer({ amount: 10n ** 38n, credit: clearing })]],
    ['same_account', [transfer({ credit: clearing })]],
    ['unit_mismatch', [transfer({ credit: { ...person, network: 'sui' } })]],
    ['hold_not_expected', [transfer({ holdId: nextId() })]],
    ['hold_not_found', [end({ holdId: nextId() })]],
    ['hold_not_found', [end({ holdId: null })]],
    ['hold_differs', [hold, end({ transactionId: nextId() })]],
    ['hold_differs', [hold, end({ credit: { ...person, kind: 'DEFI' } })]],
    ['amount_exceeds_hold', [hold, end({ amount: 101n })]],
    ['amount_below_hold', [hold, end({ kind: 'void', amount: 99n })]],
    ['balance_too_low', [transfer({ debit: person, credit: clearing })]],
  ])('%s', (code, list) => {
    expect(refusal(...list)).toBe(code);
  });
});

describe('a float', () => {
  const float: AccountKey = { ...clearing, kind: 'FLOAT:northpay' };
  const funded = () =>
    createBook({
      accounts: [{ key: person, balance: { ...ZERO_BALANCE, creditsPosted: 1_000n } }],
      floatOf: ({ kind }) => (kind === 'FLOAT:northpay' ? 100n : null),
    });
  const promise = (amount: bigint) => transfer({ kind: 'pending', debit: person, credit: float, amount });
  const end = (hold: Transfer, kind: 'post' | 'void', amount = hold.amount) =>
    transfer({ ...hold, id: nextId(), kind, holdId: hold.id, amount });

  it('is promised to the last unit, and not beyond', () => {
    const book = funded();
    expect(book.apply([promise(60n), promise(40n)])).toMatchObject({ ok: true });
    expect(book.apply([promise(1n)])).toEqual({
      ok: false,
      refusal: { code: 'float_too_low', account: float, missing: 1n },
    });
    expect(funded().apply([promise(60n), promise(41n)])).toMatchObject({ refusal: { missing: 1n } });
  });

  it('is there again for what was let go of, and for what has come', () => {
    const book = funded();
    const hold = promise(100n);
    book.apply([hold]);
    expect(book.apply([end(hold, 'void'), promise(100n)])).toMatchObject({ ok: true });
    expect(book.apply([transfer({ debit: float, amount: 5n }), promise(5n)])).toMatchObject({ ok: true });
    expect(book.apply([promise(1n)])).toMatchObject({ refusal: { code: 'float_too_low' } });
  });

  it('has gone for what was paid out of it', () => {
    const book = funded();
    const hold = promise(100n);
    book.apply([hold, end(hold, 'post', 70n)]);
    expect(book.apply([promise(31n)])).toMatchObject({ refusal: { missing: 1n } });
    expect(book.apply([promise(30n)])).toMatchObject({ ok: true });
  });

  it('that was overdrawn still keeps a promise of which a part was done', () => {
    const book = funded();
    const hold = promise(80n);
    book.apply([hold, transfer({ debit: person, credit: float, amount: 50n })]);
    expect(book.apply([end(hold, 'post', 30n), promise(50n)])).toMatchObject({ ok: true });
    expect(book.apply([promise(1n)])).toMatchObject({ refusal: { code: 'float_too_low', missing: 31n } });
  });

  it('binds nothing that is no float', () => {
    const other = { ...float, kind: 'FLOAT:southpay' } as const;
    expect(funded().apply([{ ...promise(1_000n), credit: other }])).toMatchObject({ ok: true });
  });
});
