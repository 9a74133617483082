import {
  type CompensationView,
  type MoneyView,
  personState,
  type TransactionView,
  whereabouts,
} from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { sampleTransaction } from '../api/sample-transaction.ts';
import { moneyText } from '../money/money-text.ts';
import { textFor } from '../words/locales/catalogue-for-tests.ts';
import { CAN_START_AGAIN, PARTS, stateText } from './state-texts.ts';

const t = textFor('en');
const context = {
  region: 'en-US',
  now: Date.parse('2026-11-23T05:10:00.000Z'),
  money: (value: MoneyView) => moneyText(value, 'en-US'),
};

describe('R43 what each state says', () => {
  it.each(personState.options)('%s is told of an operation that has no words of its own', (state) => {
    for (const where of whereabouts.options) {
      const unheardOf = { ...sampleTransaction({ state, where }), operation: 'UNHEARD_OF', method: 'barter' };
      const text = stateText(unheardOf as unknown as TransactionView, t, context);
      for (const said of Object.values(text)) {
        expect(said).not.toMatch(/^(state|where|failure)\.|undefined|\{|card|bank|add/i);
        expect(said).not.toBe('');
      }
    }
  });

  it.each(personState.options)(
    '%s tells what happened, where the money is, what comes next and what to do',
    (state) => {
      for (const where of whereabouts.options) {
        for (const method of ['card', 'bank'] as const) {
          for (const nextCheckAt of [null, '2026-11-23T05:12:00.000Z']) {
            const text = stateText(sampleTransaction({ state, where, method, nextCheckAt }), t, context);
            for (const part of [...PARTS, 'title'] as const) {
              expect(text[part], part).not.toBe('');
              expect(text[part], part).not.toMatch(/^(state|where|failure|moment|estimate)\.|[{}]|undefined/);
            }
          }
        }
      }
    },
  );

  it('R32 says completed for nothing but the state completed', () => {
    const text = stateText(
      sampleTransaction({ status: 'PROVIDER_COMPLETED', state: 'processing' }),
      t,
      context,
    );
    expect(Object.values(text).join(' ')).not.toMatch(/finished|in your balance|You added/);
    expect(
      stateText(sampleTransaction({ state: 'unknown', where: 'with_provider_or_you' }), t, context),
    ).toMatchObject({
      where: 'Your $104.50 is either with Northpay or still on your card, never both.',
      act: "Please don't pay again.",
    });
  });

  it('R33 offers to start again only where no money is under way', () => {
    const offered = personState.options.filter((state) => CAN_START_AGAIN[state]);
    expect(offered).toEqual(['failed_nothing_moved', 'declined', 'returned', 'cancelled', 'expired']);
  });

  it('leaves out a time that nobody knows', () => {
    expect(stateText(sampleTransaction({ state: 'unknown' }), t, context).next).toBe('We keep asking.');
  });

  it('R19 promises no time that has passed already', () => {
    const next = (nextCheckAt: string) =>
      stateText(sampleTransaction({ state: 'delayed', nextCheckAt }), t, context).next;
    expect(next('2026-11-23T05:10:00.000Z')).toBe('We keep checking.');
    expect(next('2026-11-23T05:10:01.000Z')).toMatch(/^We check again at /);
  });

  it('R18 names whose word an estimate is', () => {
    const next = (source: 'provider' | 'measured') =>
      stateText(sampleTransaction({ estimate: { fromSeconds: 60, toSeconds: 300, source } }), t, context)
        .next;
    expect(next('provider')).toMatch(/usually arrives in 1 to 5 minutes, as Northpay states\.$/);
    expect(next('measured')).toMatch(/usually arrives in 1 to 5 minutes\.$/);
  });

  it('claims of somebody who may be paying just now only what the provider has told', () => {
    const text = stateText(sampleTransaction({ state: 'awaiting_you', where: 'with_you' }), t, context);
    expect(text.where).toBe('As far as Northpay has told us, nothing has left your card.');
  });

  it('tells of a reversal on both sides, and where the money went', () => {
    const usdc = { asset: 'USDC' as const, amount: '100.000000' };
    const original = stateText(sampleTransaction({ state: 'reversed', where: 'with_you' }), t, context);
    expect(original).toMatchObject({
      title: 'Your $100.00 was taken back',
      where: 'Your $104.50 went back to your card, as Northpay reports.',
    });
    const reversal = sampleTransaction({
      operation: 'REVERSAL',
      state: 'taken_back',
      where: 'with_you',
      method: 'bank',
      pay: { amount: usdc, fees: [], total: usdc },
    });
    expect(stateText(reversal, t, context)).toMatchObject({
      title: '100.00\u00a0USDC was taken back',
      where: 'The payment went back to your bank account, and 100.00\u00a0USDC was taken back for it.',
    });
  });

  it('says what can be done next as the report of what was given back names it', () => {
    const act = (next: CompensationView['next']) => {
      const compensation = { released: [], refunded: [], at: '2026-11-23T05:00:00.000Z', next };
      return stateText(sampleTransaction({ state: 'failed_nothing_moved', compensation }), t, context).act;
    };
    expect(act('choose_other_method')).toBe('You can pay another way, or try the same way again.');
    expect(act('start_again')).toBe('You can start again with the same answers.');
    expect(act('contact_us')).toMatch(/DB-7K2M-4QXP/);
    expect(act('nothing')).toBe('You need to do nothing.');
  });

  it('tells the cause of a failure where it is known', () => {
    const failed = sampleTransaction({
      state: 'failed_nothing_moved',
      failure: { code: 'declined_by_provider' },
    });
    expect(stateText(failed, t, context).happened).toBe(
      'The payment was declined, as Northpay reports. Most often it is the card company or the bank that declines.',
    );
  });
});
