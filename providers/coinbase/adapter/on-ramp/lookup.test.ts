import type { LookupAnswer } from '@diboas/orchestration';
import { ofKind } from '@diboas/orchestration';
import { type LoopbackServer, startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { adapterAt, answer, failure, NOW, SUBMISSION } from './adapter-for-tests.ts';
import { referenceOf } from './reference.ts';

const REFERENCE = referenceOf(SUBMISSION, { testMode: false });

let server: LoopbackServer;

afterEach(async () => await server.close());

async function lookUp(
  acts: readonly WireAct[],
  { reference = null as string | null } = {},
): Promise<LookupAnswer> {
  const left = [...acts];
  server = await startLoopbackServer(() => left.shift() ?? 'reset');
  const { key, transactionId, attemptId } = SUBMISSION;
  return await adapterAt(server.url).lookup({ key, transactionId, attemptId, reference, startedAt: NOW });
}

/** For a test that looks up twice. */
async function lookUpAgain(acts: readonly WireAct[]): Promise<LookupAnswer> {
  expect(server.received[1]?.path).toContain('pageKey=k_2');
  await server.close();
  return await lookUp(acts);
}

function transaction(status: string, changes: object = {}) {
  return {
    transactionId: `t-${status}`,
    status: `ONRAMP_TRANSACTION_STATUS_${status}`,
    partnerUserRef: REFERENCE,
    paymentTotal: { currency: 'USD', value: '103.02' },
    purchaseAmount: { currency: 'USDC', value: '100.5' },
    purchaseNetwork: 'solana',
    walletAddress: SUBMISSION.destination,
    ...changes,
  };
}

function page(transactions: readonly object[], nextPageKey = ''): WireAct {
  return answer({ transactions, nextPageKey, totalCount: String(transactions.length) }, 200);
}

describe('a look-up', () => {
  it('asks for what was begun under the reference of the attempt', async () => {
    expect(await lookUp([page([transaction('CREATED')])])).toMatchObject({
      kind: 'found',
      observation: { reference: REFERENCE, stage: 'open' },
    });
    expect(server.received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /onramp/v1/buy/user/${REFERENCE}/transactions?pageSize=100`,
    ]);
  });

  it('without anything begun is not_found while nobody has the link', async () => {
    expect(await lookUp([page([])])).toEqual({ kind: 'not_found' });
  });

  it('without anything begun is open once we have given the link out', async () => {
    expect(await lookUp([page([])], { reference: REFERENCE })).toMatchObject({
      kind: 'found',
      observation: { reference: REFERENCE, stage: 'open', actionUrl: null },
    });
  });

  it.each([
    [['FAILED', 'SUCCESS', 'CREATED'], 'ended', 'done'],
    [['FAILED', 'CREATED', 'IN_PROGRESS'], 'working', null],
    [['FAILED', 'AWAITING_PAYMENT'], 'open', null],
    [['FAILED', 'FAILED'], 'ended', 'declined'],
  ])('after several tries (%j) tells of the one that came furthest', async (statuses, stage, end) => {
    const answered = await lookUp([page(statuses.map((status) => transaction(status)))]);
    expect(answered).toMatchObject({ kind: 'found', observation: { stage, end } });
  });

  it('reads the list in the spelling of its answers as in the one of the reference', async () => {
    const inSnakeCase = {
      transaction_id: 't-SUCCESS',
      status: 'ONRAMP_TRANSACTION_STATUS_SUCCESS',
      partner_user_ref: REFERENCE,
      payment_total: { currency: 'USD', value: '103.02' },
      purchase_amount: { currency: 'USDC', value: '100.5' },
      purchase_network: 'solana',
      wallet_address: SUBMISSION.destination,
      tx_hash: '5VERv8NMvzbJMEkV',
    };
    const first = answer({ transactions: [inSnakeCase], next_page_key: 'k_2', total_count: '2' }, 200);
    const second = answer({ transactions: [], next_page_key: '', total_count: '2' }, 200);
    const answered = await lookUp([first, second]);
    const inCamelCase = await lookUpAgain([page([transaction('SUCCESS', { txHash: '5VERv8NMvzbJMEkV' })])]);
    expect(answered.kind).toBe('found');
    expect(answered).toEqual(inCamelCase);
  });

  it('after two purchases that both succeeded tells of both, each by its id', async () => {
    const both = ['one', 'two'].map((transactionId) => transaction('SUCCESS', { transactionId }));
    const answered = await lookUp([page(both)]);
    const given = answered.kind === 'found' ? ofKind(answered.observation.movements, 'given') : [];
    expect(given.map(({ id }) => id)).toEqual(['one', 'two']);
  });

  it('reads every page', async () => {
    const pages = [page([transaction('FAILED')], '2'), page([transaction('SUCCESS')])];
    expect(await lookUp(pages)).toMatchObject({
      kind: 'found',
      observation: { stage: 'ended', end: 'done' },
    });
    expect(server.received[1]?.path).toContain('pageKey=2');
  });
});

describe('unknown stays', () => {
  it.each([
    ['a status nobody knows, even beside a good one', page([transaction('SUCCESS'), transaction('ODD')])],
    ['a purchase of somebody else', page([transaction('SUCCESS', { partnerUserRef: 'other' })])],
    ['a list that is none', answer({ transactions: 'none' }, 200)],
    ['an outage', failure(503, 'service_unavailable')],
    ['the older error form', answer({ code: 16, message: 'no', details: [] }, 401)],
    ['no answer', 'silence'],
    ['a connection reset', 'reset'],
  ] as const)('after %s', async (_name, act) => {
    expect((await lookUp([act])).kind).toBe('unknown');
  });

  it('when the list goes round in circles', async () => {
    const pages = [page([], '1'), page([], '1')];
    expect((await lookUp(pages)).kind).toBe('unknown');
    expect(server.received).toHaveLength(2);
  });

  it('when the reference is of another attempt, and Coinbase is not even asked', async () => {
    const answered = await lookUp([], { reference: 'db1-other' });
    expect(answered).toMatchObject({ kind: 'unknown', detail: expect.stringMatching(/^BUG: /) });
    expect(server.received).toHaveLength(0);
  });
});
