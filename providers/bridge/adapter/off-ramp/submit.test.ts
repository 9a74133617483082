import { money } from '@diboas/kernel';
import {
  credentialNews,
  type ReceivedRequest,
  startLoopbackServer,
  type WireAct,
} from '@diboas/providers-kit/contract';
import { describe, expect, it } from 'vitest';
import { adapterAt, answer, failure, RECEIPT, REFERENCE, SUBMISSION, transfer } from './adapter-for-tests.ts';

/** Submits with these answers, one after the other, and gives what was sent for them. */
async function submit(acts: readonly WireAct[], changes: Partial<typeof SUBMISSION> = {}) {
  const left = [...acts];
  const server = await startLoopbackServer(() => left.shift() ?? 'reset');
  try {
    const outcome = await adapterAt(server.url).submit({ ...SUBMISSION, ...changes });
    return { outcome, sent: server.received.map(read) };
  } finally {
    await server.close();
  }
}

function read({ method, path, headers, body }: ReceivedRequest) {
  return {
    ...{ method, path, key: headers['idempotency-key'], apiKey: headers['api-key'] },
    body: JSON.parse(body.toString('utf8')),
  };
}

const PRICE = answer({ receipt: RECEIPT });

describe('a payout', () => {
  it('is asked for its price, and then sent with the fee on top, out of our wallet', async () => {
    const { outcome, sent } = await submit([PRICE, answer(transfer(), 201)]);
    expect(outcome).toEqual({
      kind: 'accepted',
      observation: {
        ...{ reference: 'transfer_1', stage: 'open', end: null, milestone: 'order_open' },
        ...{ actionUrl: null, movements: [] },
      },
    });
    const asked = {
      ...{ amount: '100.000000', on_behalf_of: 'cust_1' },
      source: { payment_rail: 'bridge_wallet', currency: 'usdc', bridge_wallet_id: 'bw_diboas' },
      destination: { payment_rail: 'ach', currency: 'usd', external_account_id: 'ea_1' },
    };
    const call = { method: 'POST', path: '/v0/transfers', apiKey: 'sk-test-1' };
    expect(sent).toEqual([
      { ...call, key: 'price-attempt-key', body: { ...asked, dry_run: true } },
      {
        ...{ ...call, key: 'attempt-key' },
        body: { client_reference_id: REFERENCE, ...asked, amount: '100.500000' },
      },
    ]);
  });

  it('is sent in whole cents, so that nothing is taken that no bank can be paid', async () => {
    const pay = money('USDC', 100_009_999n);
    const { sent } = await submit([PRICE, answer(transfer(), 201)], { pay });
    expect(sent.map(({ body }) => body.amount)).toEqual(['100.000000', '100.500000']);
  });

  it('whose price cannot be read is sent to nobody', async () => {
    for (const receipt of [{}, { ...RECEIPT, exchange_fee: '-1' }, { ...RECEIPT, final_amount: '99.999' }]) {
      const { outcome, sent } = await submit([answer({ receipt })]);
      expect(outcome.kind).toBe('unknown');
      expect(sent).toHaveLength(1);
    }
  });

  it('is sent to nobody when its price was refused, or did not come', async () => {
    const { outcome, sent } = await submit([failure(400, 'requires_active_kyc_status')]);
    expect(outcome).toMatchObject({ kind: 'rejected', code: 'not_authorised' });
    expect(sent).toHaveLength(1);
    expect((await submit([])).outcome.kind).toBe('unknown');
  });

  it.each([
    ['of another attempt', { client_reference_id: 'diboas/of/another' }],
    ['of an unheard-of state', { state: 'on_the_moon' }],
    ['that waits for a person', { state: 'error' }],
  ])('answered with a transfer %s is unknown', async (_name, changes) => {
    expect((await submit([PRICE, answer(transfer(changes), 201)])).outcome.kind).toBe('unknown');
  });

  it.each([
    [400, 'not_truly_idempotent', 'unknown', 'BUG:'],
    [400, 'duplicate_record', 'unknown', 'BUG:'],
    [422, 'whatever', 'unknown', '422'],
    [409, 'conflict', 'unknown', '409'],
    [503, 'service_unavailable', 'unknown', '503'],
    [429, 'rate_limited', 'retryable', '429'],
    [401, 'unauthorized', 'rejected', '401'],
    [403, 'developer_limits_exceeded', 'rejected', '403'],
    [400, 'a_word_of_tomorrow', 'rejected', '400'],
  ] as const)('refused with %i %s is %s', async (status, code, kind, words) => {
    const { outcome } = await submit([PRICE, failure(status, code)]);
    expect(outcome.kind).toBe(kind);
    expect(JSON.stringify(outcome)).toContain(words);
    // The message may repeat what was sent, and nobody reads it.
    expect(JSON.stringify(outcome)).not.toContain('ana');
  });
});

describe('credentials that Bridge refuses', () => {
  it('are told of, and that they are taken again; a rail that is not for us is none of them [credentials.refused]', async () => {
    const acts = [failure(401, 'not_allowed'), failure(401, 'unauthorized'), PRICE, answer(transfer(), 201)];
    const news = await credentialNews(acts, ({ baseUrl, reportCredentials }) => {
      const adapter = adapterAt(baseUrl, { reportCredentials });
      return () => adapter.submit(SUBMISSION);
    });
    expect(news).toEqual([
      { state: 'refused', detail: expect.stringContaining('401 unauthorized, asked with BRIDGE_API_KEY') },
      { state: 'accepted', detail: expect.any(String) },
    ]);
  });
});
