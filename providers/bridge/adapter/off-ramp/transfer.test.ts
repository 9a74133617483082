import { describe, expect, it } from 'vitest';
import { RECEIPT, REFERENCE, SUBMISSION, transfer, WALLET } from './adapter-for-tests.ts';
import { idsOf, observeTransfer, TRANSFER_STATES } from './transfer.ts';

const observe = (changes: object) =>
  observeTransfer(transfer(changes), { reference: REFERENCE, wallet: WALLET });
const sent = { currency: 'usd', external_account_id: 'ea_1', trace_number: '021000021234567' };

describe('a transfer', () => {
  it('tells what left our wallet and what reached the bank, by the names that both have there', () => {
    const seen = observe({ state: 'payment_processed', destination: sent });
    expect(seen).toMatchObject({
      value: {
        movements: [
          {
            kind: 'taken',
            id: 'transfer_1',
            money: { asset: 'USDC', units: 100_500_000n },
            network: 'solana',
          },
          {
            ...{ kind: 'given', id: 'transfer_1', money: { asset: 'USD', units: 10_000n }, network: 'fiat' },
            ...{ destination: 'cust_1:ea_1', networkReference: '021000021234567' },
          },
        ],
      },
    });
  });

  it('that came back gave and got what the bank had; one that never left is given back whole', () => {
    const back = observe({ state: 'refunded', destination: sent });
    expect(back).toMatchObject({ value: { stage: 'ended', end: 'done' } });
    expect(
      back.ok && back.value.movements.map(({ kind, money }) => [kind, money.asset, money.units]),
    ).toEqual([
      ['taken', 'USDC', 100_500_000n],
      ['given', 'USD', 10_000n],
      ['returned', 'USDC', 100_000_000n],
    ]);
    const never = observe({ state: 'refunded' });
    expect(never).toMatchObject({ value: { stage: 'ended', end: 'declined' } });
    expect(never.ok && never.value.movements.map(({ kind, money }) => [kind, money.units])).toEqual([
      ['taken', 100_500_000n],
      ['returned', 100_500_000n],
    ]);
  });

  it('by wire is known to banks by its IMAD', () => {
    const seen = observe({
      state: 'payment_processed',
      destination: { currency: 'usd', external_account_id: 'ea_1', imad: '20261123MMQFMP31000001' },
    });
    expect(seen.ok && seen.value.movements.at(-1)?.networkReference).toBe('20261123MMQFMP31000001');
  });

  it('is nothing certain in a state that is for people, or that nobody knows', () => {
    const states = Object.entries(TRANSFER_STATES).filter(([, told]) => told === 'for_people');
    expect(states.map(([state]) => state)).toEqual(['missing_return_policy', 'error']);
    for (const state of ['missing_return_policy', 'error', 'tomorrow', 'constructor', ''])
      expect(observe({ state }).ok).toBe(false);
  });

  it.each([
    ['finer than a cent', { receipt: { ...RECEIPT, final_amount: '99.999' } }],
    ['negative', { receipt: { ...RECEIPT, initial_amount: '-1' } }],
    ['absent', { receipt: null }],
    ['in another currency', { destination: { ...sent, currency: 'eur' } }],
    ['out of another place', { source: { payment_rail: 'ethereum', currency: 'usdc' } }],
    ['to nobody', { destination: { currency: 'usd' } }],
  ])('with figures that are %s is not guessed', (_name, changes) => {
    expect(observe({ state: 'payment_processed', ...changes }).ok).toBe(false);
  });
});

describe('whose a transfer is', () => {
  it('says its reference, and others may have references too', () => {
    const { transactionId, attemptId } = SUBMISSION;
    expect(idsOf(transfer())).toEqual({ transactionId, attemptId });
    for (const other of [null, '', 'shop-7']) expect(idsOf({ client_reference_id: other })).toBeNull();
    expect(idsOf({})).toBeNull();
    for (const odd of ['diboas/', `${REFERENCE}/more`, 'diboas/a/b'])
      expect(idsOf({ client_reference_id: odd })).toBe('malformed');
    for (const odd of [null, 'text', { client_reference_id: 1 }]) expect(idsOf(odd)).toBe('malformed');
  });
});
