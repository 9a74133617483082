import { money } from '@diboas/kernel';
import { type Hold, SYSTEM_OWNER } from '@diboas/ledger';
import { priceOf, type Terms, type Transaction } from '@diboas/orchestration';
import { describe, expect, it } from 'vitest';
import { decodeState, encodeState, type StateOf } from './transaction-state.ts';

const NOW = Date.UTC(2026, 10, 23, 9, 0, 0);
const id = '01a22047-df8c-7842-924a-e10215c1d0d9';
const customerId = '01a22047-df8c-7058-bc59-76b8bf8ae364';
const attemptId = '01a22047-df8d-786e-bf75-7a93e622672f';
const holdId = '01a22047-df8d-781e-872f-a67c3593af24';
const unit = { asset: 'USDC', network: 'solana' } as const;

const pay = money('USD', 100_00n);
const deliver = money('USDC', 100_500_000n);
const terms: Terms = {
  id,
  customerId,
  operation: 'ADD_FUNDS',
  method: 'card',
  provider: 'northpay',
  price: priceOf(pay, []),
  receive: { money: deliver, network: 'solana' },
  order: { pay, payNetwork: 'fiat', deliver, network: 'solana', destination: '4Nd1', chargeMax: pay },
  alternatives: [],
  routing: null,
  origin: { kind: 'quote' },
  estimate: { fromSeconds: 60, toSeconds: 600, source: 'provider' },
  createdAt: NOW,
  expiresAt: NOW + 300_000,
};
const known: StateOf = { id, customerId, createdAt: NOW, terms };

const ACCEPTED: Transaction = {
  ...known,
  operation: 'ADD_FUNDS',
  status: 'SENT_TO_PROVIDER',
  activity: 'AWAITING_PAYMENT',
  version: 2,
  seq: 2,
  attempts: [
    {
      ...{ id: attemptId, number: 1, provider: 'northpay', key: attemptId, state: 'accepted', stage: 'open' },
      ...{
        inDoubt: false,
        reference: 'cos_1',
        sends: 1,
        lookups: 0,
        silent: 0,
        rejection: null,
        cancel: null,
        progress: null,
        replacement: null,
        memos: [],
        movements: [],
      },
      ...{ routing: null, order: null, startedAt: NOW },
    },
  ],
  actionUrl: 'https://pay.example',
  recipient: null,
  checking: null,
  wait: null,
  legs: [],
  settlement: null,
  failure: null,
  compensation: null,
  followedBy: [],
  openItems: [],
  acts: [],
  history: [
    { status: 'INITIATED', activity: null, at: NOW },
    { status: 'VALIDATING', activity: null, at: NOW },
    { status: 'SENT_TO_PROVIDER', activity: null, at: NOW + 1_500 },
  ],
  due: null,
  updatedAt: NOW + 1_500,
};

const COMPLETED: Transaction = {
  ...ACCEPTED,
  status: 'COMPLETED',
  actionUrl: null,
  settlement: {
    charged: pay,
    delivered: { money: deliver, network: 'solana', destination: '4Nd1', networkReference: 'signature' },
    credited: money('USDC', 100_000_000n),
    fee: money('USDC', 500_000n),
    part: false,
  },
};

const COMPENSATED: Transaction = {
  ...ACCEPTED,
  status: 'COMPENSATED',
  compensation: { released: [deliver], refunded: [], at: NOW + 1_500 },
};

const HOLD: Hold = {
  id: holdId,
  transactionId: id,
  debit: { owner: SYSTEM_OWNER, kind: 'CLEARING:stripe', ...unit },
  credit: { owner: customerId, kind: 'BANKING', ...unit },
  amount: 100_000_000n,
};

/** What the state says of a transaction, beside its other columns. */
function stateOf(transaction: Transaction, holds: readonly Hold[]) {
  const {
    actionUrl,
    recipient,
    wait,
    checking,
    settlement,
    failure,
    compensation,
    followedBy,
    openItems,
    acts,
    history,
    attempts,
    legs,
  } = transaction;
  return {
    actionUrl,
    recipient,
    wait,
    checking,
    legs,
    settlement,
    failure,
    compensation,
    followedBy,
    openItems,
    acts,
    history,
    attempts,
    holds,
  };
}

const HISTORY = '"history":["INITIATED","VALIDATING",["SENT_TO_PROVIDER",1500]]';
const ATTEMPTS = `"attempts":[{"id":"${attemptId}","state":"accepted","stage":"open","reference":"cos_1"}]`;

describe('the state of a transaction', () => {
  it('is kept without what its columns and its terms say', () => {
    expect(encodeState({ transaction: ACCEPTED, holds: [HOLD] })).toBe(
      `{"actionUrl":"https://pay.example",${HISTORY},${ATTEMPTS},` +
        `"holds":[["${holdId}","CLEARING:stripe","BANKING","USDC","solana","100000000"]]}`,
    );
    expect(encodeState({ transaction: COMPLETED, holds: [] })).toBe(
      '{"settlement":{"charged":["USD","10000"],"delivered":["USDC","100500000","signature"],' +
        `"credited":["USDC","100000000"],"fee":["USDC","500000"]},${HISTORY},${ATTEMPTS}}`,
    );
  });

  it('names whose account it is when the kind does not tell', () => {
    const credit = { ...HOLD.credit, owner: attemptId };
    expect(encodeState({ transaction: COMPLETED, holds: [{ ...HOLD, credit }] })).toContain(
      `["${holdId}","CLEARING:stripe",["BANKING","${attemptId}"],"USDC","solana","100000000"]`,
    );
  });

  it.each([
    ['while it holds', ACCEPTED, [HOLD]],
    ['once it is settled', COMPLETED, []],
    ['once it was given back', COMPENSATED, []],
  ])('is read as it was kept, %s', (_when, transaction, holds) => {
    const text = encodeState({ transaction, holds });
    expect(decodeState(JSON.parse(text), known)).toStrictEqual(stateOf(transaction, holds));
  });
});
