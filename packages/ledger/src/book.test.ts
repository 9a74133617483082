import { createId, createSeededRandom } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { type AccountKey, availableUnits, createBook, SYSTEM_OWNER, type Transfer } from './index.ts';

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
