import {
  type CompensationView,
  type MoneyView,
  type PersonState,
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

/** States in which somebody waits for a while and is asked for nothing. */
const UNASKED: readonly PersonState[] = [
  ...(['awaiting_you', 'awaiting_recipient', 'processing', 'retrying', 'delayed'] as const),
  ...(['under_review', 'returning', 'cancelling', 'cancel_too_late'] as const),
];

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

  it.each([
    ['en', 'close this page'],
    ['pt-BR', 'fechar esta página'],
    ['es', 'cerrar esta página'],
    ['de', 'diese Seite schließen'],
  ] as const)(
    'R22 says in %s that the page may be closed, wherever nothing is asked for',
    (language, words) => {
      const act = (over: Partial<TransactionView>) =>
        stateText(sampleTransaction({ action: null, ...over }), textFor(language), context).act;
      for (const state of UNASKED) expect(act({ state }), state).toContain(words);
      const until = '2026-11-23T06:00:00.000Z';
      for (const what of ['check', 'market'] as const)
        expect(act({ waits: { for: what, until } }), what).toContain(words);
    },
  );

  it('R33 offers to start again only where no money is under way', () => {
    const offered = personState.options.filter((state) => CAN_START_AGAIN[state]);
    expect(offered).toEqual(['failed_nothing_moved', 'declined', 'returned', 'cancelled', 'expired']);
  });

  it.each(['processing', 'delayed', 'under_review'] as const)(
    'M51 what has left for another network and is not there yet is not lost, and says so: %s',
    (state) => {
      const balance = { kind: 'balance', type: 'BANKING' } as const;
      const owed = sampleTransaction({
        ...{ operation: 'BRIDGE', state, where: 'with_provider' },
        waits: { for: 'mint', until: '2026-11-23T05:00:00.000Z' },
        ...{ from: { ...balance, network: 'solana' }, to: { ...balance, network: 'ethereum' } },
        pay: { ...sampleTransaction().pay, amount: { asset: 'USDC', amount: '100.000000' } },
      });
      const text = stateText(owed, t, context);
      expect(text.happened).toBe(
        '100.00\u00a0USDC has left Cash on Solana and arrives in Cash on Ethereum as soon as Northpay confirms it. Nothing is lost.',
      );
      expect(text.next).toMatch(/arrives all the same/);
    },
  );

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
      stateText(
        sampleTransaction({ estimate: { fromSeconds: 60, toSeconds: 300, source, days: null } }),
        t,
        context,
      ).next;
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

describe('money that goes outside or comes from there', () => {
  const cash = { kind: 'balance', type: 'BANKING' } as const;
  const address = {
    kind: 'address',
    network: 'bitcoin',
    address: 'bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq',
  };
  const outside = { ...address, name: 'Ledger' } as TransactionView['to'];
  const bank = { kind: 'bank_account', shown: 'First Bank ••6789', name: null } as const;
  const cases = [
    {
      operation: 'SEND_TO_ADDRESS',
      ...{ from: cash, to: outside },
      wheres: ['set_aside', 'set_aside_or_sent', 'on_the_network', 'with_recipient', 'in_your_balance'],
    },
    {
      operation: 'WITHDRAW_FUNDS',
      ...{ from: cash, to: bank },
      wheres: [
        ...['set_aside', 'set_aside_or_sent', 'on_its_way_to_your_bank', 'with_recipient', 'in_your_balance'],
      ],
    },
    { operation: 'RECEIVE', ...{ from: outside, to: cash }, wheres: ['on_the_network', 'in_your_balance'] },
    { operation: 'RETURN', ...{ from: bank, to: cash }, wheres: ['in_your_balance'] },
  ] as const;
  /** What belongs to paying in, to what waits for a person, or to a state that it cannot come to. */
  const others = ['awaiting_you', 'awaiting_recipient', 'taken_back', 'declined', 'expired', 'returning'];
  const states = personState.options.filter((state) => !others.includes(state));

  it.each(cases)(
    'R43 $operation is told in its own words, in every state',
    ({ operation, from, to, wheres }) => {
      for (const state of states.filter((one) => operation !== 'RETURN' || one === 'completed')) {
        for (const where of wheres) {
          const one = sampleTransaction({
            ...{ operation, state, method: null, from, to },
            where: where as TransactionView['where'],
          });
          const text = stateText(one, t, context);
          const said = Object.values(text).join(' ');
          expect(said, `${state} ${where}`).not.toMatch(
            /\bpay(s|ment)?\b|card|with Northpay|undefined|[{}]/i,
          );
        }
      }
    },
  );

  it('says where it is while a network confirms it, and that a bank sent it back', () => {
    const sent = sampleTransaction({
      ...{ operation: 'SEND_TO_ADDRESS', state: 'processing', where: 'on_the_network' },
      ...{ method: null, from: cash, to: outside },
    });
    expect(stateText(sent, t, context).where).toBe(
      'It is on the Bitcoin network, where it is being confirmed.',
    );
    const back = sampleTransaction({
      ...{ operation: 'WITHDRAW_FUNDS', state: 'reversed', where: 'in_your_balance' },
      ...{ method: null, from: cash, to: bank },
    });
    const cameBack = {
      ...{ amount: { asset: 'USDC', amount: '97.500000' }, kept: { asset: 'USDC', amount: '2.490000' } },
      ...{ transaction: 'other', reference: 'DB-93HR-WT5E' },
    } as const;
    const receipt = { delivered: null, charged: { asset: 'USDC', amount: '99.990000' }, cameBack } as never;
    expect(stateText({ ...back, receipt }, t, context)).toMatchObject({
      title: 'Your bank sent 100.00\u00a0USDC back',
      where: '97.50\u00a0USDC is in Cash again.',
      next: expect.stringMatching(/^What it had cost, 2\.49\u00a0USDC, does not come back/),
    });
  });

  it.each(['en', 'pt-BR', 'es', 'de'] as const)(
    'M51 what arrived as something else is told plainly, and that somebody looks after it (%s)',
    (language) => {
      const crossing = sampleTransaction({ state: 'under_review', operation: 'BRIDGE' });
      const say = (transaction: TransactionView) => stateText(transaction, textFor(language), context);
      const [plain, another] = [say(crossing), say({ ...crossing, arrivedAsAnother: true })];
      for (const part of ['title', 'happened', 'where'] as const) {
        expect(another[part]).not.toBe(plain[part]);
        expect(another[part]).not.toMatch(/^(another|where)\.|[{}]/);
      }
      expect([another.next, another.act]).toEqual([plain.next, plain.act]);
    },
  );
});
