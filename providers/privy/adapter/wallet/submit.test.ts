import { createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { HOUR_MS } from '@diboas/kernel';
import { findClosedPort, startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { canonical } from '@diboas/sandbox-kit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { SECRETS } from '../../testing/suites.ts';
import { answer, NAME, NOW, refusal, SUBMISSION, walletAt } from './adapter-for-tests.ts';

const SENT = {
  method: 'eth_sendTransaction',
  data: { hash: `0x${'a'.repeat(64)}`, caip2: 'eip155:11155111', transaction_id: 'transaction-1' },
};

async function privyThat(act: WireAct) {
  const server = await startLoopbackServer(() => act);
  onTestFinished(() => server.close());
  return server;
}

/** Only silence is waited for: all else has its answer long before. */
const timeoutFor = (act: WireAct) => (act === 'silence' ? { timeoutMs: 300 } : {});

const sends = async (act: WireAct) =>
  walletAt((await privyThat(act)).url, timeoutFor(act)).submit(SUBMISSION);

describe('a send', () => {
  it('is what was prepared, once, under our name of it, with its end and our signature', async () => {
    const server = await privyThat(answer(SENT));
    expect(await walletAt(server.url).submit(SUBMISSION)).toMatchObject({
      kind: 'accepted',
      observation: { reference: 'transaction-1', stage: 'working', movements: [] },
    });
    expect(server.received).toHaveLength(1);
    const [posted] = server.received;
    expect([posted?.method, posted?.path]).toEqual(['POST', '/v1/wallets/wallet-1/rpc']);
    const body = JSON.parse(posted?.body.toString('utf8') ?? '');
    expect(body).toMatchObject({
      method: 'eth_sendTransaction',
      reference_id: NAME,
      caip2: 'eip155:11155111',
    });
    expect(body.params.transaction).not.toHaveProperty('nonce');
    const headers = {
      'privy-app-id': SECRETS.PRIVY_APP_ID,
      'privy-idempotency-key': NAME,
      'privy-request-expiry': `${NOW + HOUR_MS}`,
    };
    expect(posted?.headers).toMatchObject(headers);
    const der = Buffer.from(SECRETS.PRIVY_AUTHORIZATION_KEY, 'base64');
    const key = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }));
    const signed = { version: 1, method: 'POST', url: `${server.url}${posted?.path}`, body, headers };
    const signature = Buffer.from(`${posted?.headers['privy-authorization-signature']}`, 'base64');
    expect(verify('sha256', Buffer.from(canonical(signed)), key, signature)).toBe(true);
  });

  it('that is repeated is the same to the last letter', async () => {
    const server = await privyThat(answer(SENT));
    for (const later of [0, 50 * 60_000])
      await walletAt(server.url, { now: () => NOW + later }).submit(SUBMISSION);
    const [first, second] = server.received;
    expect(second?.body).toEqual(first?.body);
    for (const name of ['privy-idempotency-key', 'privy-request-expiry', 'privy-authorization-signature'])
      expect(second?.headers[name]).toEqual(first?.headers[name]);
  });

  it.each<[string, WireAct, object]>([
    ['a policy', refusal(400, 'policy_violation'), { kind: 'rejected', code: 'not_authorised' }],
    ['too little money', refusal(400, 'insufficient_funds'), { kind: 'rejected', code: 'other' }],
    ['a request that came too late', refusal(400, 'request_expired'), { kind: 'rejected', code: 'lapsed' }],
    ['a node that did not take it', refusal(400, 'transaction_broadcast_failure'), { kind: 'unknown' }],
    ['another word', refusal(400, 'who_knows'), { kind: 'rejected', code: 'invalid_request' }],
    ['no word', refusal(422), { kind: 'rejected', code: 'invalid_request' }],
    ['a wrong secret', refusal(401), { kind: 'rejected', code: 'not_authorised' }],
    ['a wrong signature', refusal(401, 'zero_correct_authorization_signatures'), { kind: 'rejected' }],
    ['one that is running', refusal(409), { kind: 'unknown' }],
    ['too many', refusal(429), { kind: 'retryable', cause: 'rate_limited' }],
    ['an error of its own', refusal(500), { kind: 'unknown' }],
    ['another place', { status: 302, headers: { location: '/' }, body: '' }, { kind: 'unknown' }],
    ['no JSON', { status: 200, body: '<html>' }, { kind: 'unknown' }],
    ['another shape', answer({ data: {} }), { kind: 'unknown' }],
    ['half an answer', 'cut', { kind: 'unknown' }],
    ['a cut line', 'reset', { kind: 'unknown' }],
    ['silence', 'silence', { kind: 'unknown' }],
  ])(
    'that is answered with %s was made once and is sorted so, and no secret is told',
    async (_what, act, sorted) => {
      const server = await privyThat(act);
      const told = await walletAt(server.url, timeoutFor(act)).submit(SUBMISSION);
      expect(told).toMatchObject(sorted);
      expect(server.received).toHaveLength(1);
      expect(JSON.stringify(told)).not.toContain(SECRETS.PRIVY_APP_SECRET);
    },
  );

  it('was never made where nobody listens', async () => {
    const told = await walletAt(await findClosedPort()).submit(SUBMISSION);
    expect(told).toMatchObject({ kind: 'retryable', cause: 'never_sent' });
  });

  it('of no memo of ours is never made', async () => {
    const server = await privyThat(answer(SENT));
    const { memo: _, ...bare } = SUBMISSION;
    for (const memo of [
      { bytes: '{}', names: [] },
      { bytes: 'nothing', names: [] },
    ])
      expect((await walletAt(server.url).submit({ ...bare, memo })).kind).toBe('unknown');
    expect((await walletAt(server.url).submit(bare)).kind).toBe('unknown');
    expect(server.received).toEqual([]);
  });
});

describe('our secret', () => {
  it.each([
    [refusal(401), ['refused']],
    [refusal(401, 'zero_correct_authorization_signatures'), []],
    [refusal(400, 'policy_violation'), []],
  ])('is said to be refused where it is, and not for one request', async (act, states) => {
    const news: string[] = [];
    const reportCredentials = ({ state }: { state: string }) => void news.push(state);
    await walletAt((await privyThat(act)).url, { reportCredentials }).submit(SUBMISSION);
    expect(news).toEqual(states);
  });
});

it('an answer that is not the shape is in doubt, whatever was sent', async () => {
  expect((await sends(answer({ method: 'eth_sendTransaction', data: { hash: '0x' } }))).kind).toBe('unknown');
});
