import { money } from '@diboas/kernel';
import type { Terms, Transaction } from '@diboas/orchestration';
import { transactionView as schema } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { createSmallWorld, sampleObservation, VIEWED } from '../../testing/small-world.ts';
import { showTransaction } from './view.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';
const POSITION = '018f3a5e-7c1d-7a2b-9c3d-000000000044';

/** A transaction that is with its provider, as it would be if it were of this. */
async function atProvider(terms: Partial<Terms>): Promise<Transaction> {
  const world = createSmallWorld();
  const { id } = await world.confirm(CUSTOMER);
  await world.engine.idle();
  await world.tell(id, sampleObservation('working'));
  const begun = await world.read(id);
  const operation = terms.operation ?? begun.operation;
  return { ...begun, operation, terms: { ...begun.terms, ...terms } };
}

function show(transaction: Transaction) {
  const view = showTransaction(transaction, { ...VIEWED, now: transaction.updatedAt });
  expect(schema.parse(view)).toEqual(view);
  return view;
}

const strategy = { strategy: 'north-usdc', position: POSITION, moved: [] };
const START = { operation: 'START_STRATEGY', method: 'strategy', strategy } as const;
const STOP = { operation: 'STOP_STRATEGY', method: 'strategy', strategy } as const;
const CROSSING = {
  operation: 'BRIDGE',
  method: 'between_networks',
  between: { from: 'DEFI', to: 'DEFI' },
} as const;

describe.each([START, STOP, CROSSING])('M47 what stays its person’s all along: $operation', (terms) => {
  it('is with whoever has it while it is on its way', async () => {
    const view = show(await atProvider(terms));
    expect(view).toMatchObject({ state: 'processing', where: 'with_provider', ended: false });
    expect(view.steps.map(({ key, state }) => `${key} ${state}`)).toEqual([
      'instructed done',
      'set_aside done',
      'sent done',
      'arrived now',
    ]);
  });

  it('that came to nothing is where it was: nothing was charged, and nothing is on its way back', async () => {
    const begun = await atProvider(terms);
    const at = begun.updatedAt;
    const view = show({
      ...begun,
      status: 'COMPENSATED',
      failure: 'provider_error',
      compensation: { released: [begun.terms.price.total], refunded: [], at },
      history: [...begun.history, { status: 'COMPENSATED', activity: null, at }],
      attempts: begun.attempts.map((attempt) => ({ ...attempt, state: 'rejected', stage: null })),
    });
    expect(view).toMatchObject({ state: 'returned', where: 'in_your_balance', ended: true, receipt: null });
  });
});

describe('what arrives in parts', () => {
  it('M41 says how much is there already, until it is over', async () => {
    const begun = await atProvider(STOP);
    const some = money('USD', 25_00n);
    const settlement = {
      ...{ charged: some, credited: some, fee: money('USD', 0n), part: true },
      delivered: { money: some, network: 'ethereum', destination: 'DEFI', networkReference: null },
    } as const;
    expect(show(begun).arrived).toBeNull();
    const open = show({ ...begun, settlement });
    expect(open).toMatchObject({ state: 'processing', arrived: { asset: 'USD', amount: '25.00' } });
    const over = show({ ...begun, settlement, status: 'COMPLETED' });
    expect(over).toMatchObject({ state: 'partly_done', arrived: null });
  });
});

describe('what a position earned', () => {
  it('takes nothing back, though it follows from another transaction', async () => {
    const view = show(
      await atProvider({ ...START, operation: 'YIELD', origin: { kind: 'follow_up', of: POSITION } }),
    );
    expect(view.reverses).toBeNull();
    expect(view.steps.map(({ key }) => key)).toEqual(['reported', 'arrived']);
    expect(view.from).toEqual({ kind: 'elsewhere' });
  });
});

it('M51 what crosses and arrived as something else is told so, and nothing else that is looked at is', async () => {
  const { openItems: _none, ...begun } = await atProvider(CROSSING);
  const item = { openedAt: begun.updatedAt, deadline: begun.updatedAt, detail: '', facts: {} };
  const looked = (cause: string, changed: Partial<Transaction> = {}) =>
    show({ ...begun, openItems: [{ ...item, cause }], ...changed } as unknown as Transaction);
  expect(looked('amount_mismatch')).toMatchObject({ state: 'under_review', arrivedAsAnother: true });
  expect(looked('success_after_failure')).not.toHaveProperty('arrivedAsAnother');
  expect(looked('amount_mismatch', { operation: 'ADD_FUNDS' })).not.toHaveProperty('arrivedAsAnother');
});
