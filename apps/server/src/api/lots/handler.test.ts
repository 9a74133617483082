import { money } from '@diboas/kernel';
import { SYSTEM_OWNER } from '@diboas/ledger';
import { lotsView, receivedView } from '@diboas/protocol';
import type { TradedBooks } from '@diboas/reports';
import { describe, expect, it } from 'vitest';
import { createLotsReader } from '../../reporting/read-lots.ts';
import { createTestParts, requestOf } from '../../testing/parts.ts';
import { createSmallWorld } from '../../testing/small-world.ts';
import { createLotHandlers } from './handler.ts';

const CUSTOMER = '0f0e0d0c-0b0a-4909-8807-060504030201';
const RECEIVED = '018f3a5e-7c1d-7a2b-9c3d-000000000001';
const CAME = Date.parse('2026-01-10T15:00:00Z');

/** Somebody to whom two ether came. */
function books(units = 2n * 10n ** 18n): TradedBooks {
  const unit = { asset: 'ETH', network: 'ethereum' } as const;
  const credit = { owner: CUSTOMER, kind: 'BANKING', ...unit } as const;
  const transfer = {
    ...{ id: 't1', transactionId: RECEIVED, customerId: CUSTOMER, operation: 'RECEIVE', seq: 1, at: CAME },
    ...{ debit: { owner: SYSTEM_OWNER, kind: 'FLOAT:x', ...unit } as const, credit, units: 2n * 10n ** 18n },
  };
  return { entries: [], transfers: [transfer], balances: [{ key: credit, units }], terms: [] };
}

function open(traded = books()) {
  const world = createSmallWorld();
  const refused: string[] = [];
  const readLots = createLotsReader({
    ...{ source: { traded: async () => traded }, store: world.store },
    onRefused: (_who, { reason }) => refused.push(reason),
  });
  const parts = { ...createTestParts(world), readLots, worthOf: () => money('USD', 500_000n) };
  const handlers = createLotHandlers(parts);
  const request = requestOf(CUSTOMER);
  const tell = (body: { as: 'bought' | 'earned'; cost: string; acquiredOn: string | null }, id = RECEIVED) =>
    handlers.tellCost({ ...request, params: { id }, body });
  const read = async () => {
    const outcome = await handlers.lots(request);
    return outcome.ok ? lotsView.parse(outcome.value.body) : null;
  };
  return { world, handlers, request, tell, read, refused };
}

describe('M35 what came from elsewhere', () => {
  it('has a cost once its owner tells it, and none once they take that back, each of which is on record', async () => {
    const { tell, read, handlers, request, world } = open();
    const before = await read();
    expect(before?.items[0]).toMatchObject({
      ...{ asset: 'ETH', paid: null, gain: null, count: 1, unknown: { amount: '2.000000000000000000' } },
      lots: [{ paid: null, acquiredOn: '2026-01-10' }],
      half: { gains: [{ gain: null }, { gain: null }, { gain: null }, { gain: null }] },
    });
    expect(before?.received).toMatchObject([{ transactionId: RECEIVED, told: null }]);
    const told = await tell({ as: 'bought', cost: '3000.00', acquiredOn: '2024-05-01' });
    expect(told.ok && receivedView.parse(told.value.body).told).toEqual({
      ...{ as: 'bought', cost: { asset: 'USD', amount: '3000.00' }, acquiredOn: '2024-05-01' },
    });
    expect((await read())?.items[0]).toMatchObject({
      ...{ paid: { amount: '3000.00' }, gain: { amount: '2000.00' }, unknown: null },
      ...{
        lots: [{ acquiredOn: '2024-05-01' }],
        half: { gains: [{ gain: { amount: '3500.00' } }, {}, {}, {}] },
      },
    });
    await handlers.untellCost({ ...request, params: { id: RECEIVED } });
    expect((await read())?.items[0]?.paid).toBeNull();
    expect(world.store.audit().map(({ act, subject }) => `${act} ${subject}`)).toEqual([
      `cost_told ${RECEIVED}`,
      `cost_untold ${RECEIVED}`,
    ]);
  });

  it.each([
    ['later than it came', { as: 'bought', cost: '1.00', acquiredOn: '2026-01-11' }, 'invalid_request'],
    [
      'on a day that there is not',
      { as: 'bought', cost: '1.00', acquiredOn: '2025-02-30' },
      'invalid_request',
    ],
    [
      'earned on a day of its own',
      { as: 'earned', cost: '1.00', acquiredOn: '2025-01-01' },
      'invalid_request',
    ],
    ['for less than nothing', { as: 'bought', cost: '-1.00', acquiredOn: null }, 'invalid_request'],
    ['in parts of a cent', { as: 'bought', cost: '1.001', acquiredOn: null }, 'amount_not_exact'],
  ] as const)('cannot be told to be acquired %s', async (_how, body, code) => {
    const { tell, world } = open();
    expect(await tell(body)).toMatchObject({ ok: false, refusal: { code } });
    expect((await world.store.lotChoices(CUSTOMER)).told).toEqual([]);
  });

  it('is told of nothing else', async () => {
    const { tell } = open();
    const body = { as: 'bought', cost: '1.00', acquiredOn: null } as const;
    expect(await tell(body, '018f3a5e-7c1d-7a2b-9c3d-0000000000ff')).toMatchObject({
      refusal: { code: 'not_found' },
    });
  });
});

it('M35 lots are of nobody whose books do not add up, and somebody is told', async () => {
  const { handlers, request, refused } = open(books(1n));
  expect(await handlers.lots(request)).toMatchObject({ ok: false, refusal: { code: 'lots_unclear' } });
  expect(refused).toEqual(['does_not_add_up']);
});
