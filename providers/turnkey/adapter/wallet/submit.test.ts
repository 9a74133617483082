import { createPublicKey, ECDH, verify } from 'node:crypto';
import { findClosedPort, startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { describe, expect, it, onTestFinished } from 'vitest';
import { API_KEY, activityOf, answer, BODY, refusal, SUBMISSION, walletAt } from './adapter-for-tests.ts';

async function turnkeyThat(act: WireAct) {
  const server = await startLoopbackServer(({ path }) =>
    path.endsWith('jwks') ? answer({ keys: [] }) : act,
  );
  onTestFinished(() => server.close());
  return server;
}

/** Only silence is waited for: all else has its answer long before. */
const timeoutFor = (act: WireAct) => (act === 'silence' ? { timeoutMs: 300 } : {});

const sends = async (act: WireAct) =>
  walletAt((await turnkeyThat(act)).url, timeoutFor(act)).submit(SUBMISSION);

describe('a send', () => {
  it('is exactly what was prepared, under a stamp of our key', async () => {
    const server = await turnkeyThat(answer({ activity: activityOf() }));
    expect(await walletAt(server.url).submit(SUBMISSION)).toMatchObject({
      kind: 'accepted',
      observation: { reference: 'activity-1', stage: 'working', movements: [] },
    });
    const posted = server.received.find(({ method }) => method === 'POST');
    expect(posted?.path).toBe('/public/v1/submit/eth_send_transaction');
    expect(posted?.body.toString('utf8')).toBe(BODY);
    const stamp = JSON.parse(Buffer.from(`${posted?.headers['x-stamp']}`, 'base64url').toString('utf8'));
    expect(stamp).toMatchObject({
      publicKey: API_KEY.apiPublicKey,
      scheme: 'SIGNATURE_SCHEME_TK_API_P256',
    });
    const point = ECDH.convertKey(API_KEY.apiPublicKey, 'prime256v1', 'hex', undefined, 'uncompressed');
    const bytes = Buffer.from(point);
    const [x, y] = [bytes.subarray(1, 33), bytes.subarray(33)].map((part) => part.toString('base64url'));
    const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: `${x}`, y: `${y}` }, format: 'jwk' });
    const signature = Buffer.from(stamp.signature, 'hex');
    expect(verify('sha256', Buffer.from(BODY), key, signature)).toBe(true);
  });

  it.each([
    ['CREATED', { kind: 'accepted', observation: { stage: 'working' } }],
    ['PENDING', { kind: 'accepted', observation: { stage: 'working' } }],
    ['COMPLETED', { kind: 'accepted', observation: { stage: 'working' } }],
    ['CONSENSUS_NEEDED', { kind: 'accepted', observation: { stage: 'open', milestone: 'approval_needed' } }],
    ['AUTHENTICATORS_NEEDED', { kind: 'accepted', observation: { stage: 'open' } }],
    ['FAILED', { kind: 'rejected', code: 'other' }],
    ['REJECTED', { kind: 'rejected', code: 'not_authorised' }],
    ['THOUGHT_ABOUT', { kind: 'unknown', isAnswered: true }],
  ])('whose activity is %s is sorted so', async (status, sorted) => {
    const activity = activityOf({ status: `ACTIVITY_STATUS_${status}` });
    expect(await sends(answer({ activity }))).toMatchObject(sorted);
  });

  it.each<[string, WireAct, object]>([
    ['bad requests', refusal(400), { kind: 'rejected', code: 'invalid_request' }],
    ['an unknown key', refusal(401), { kind: 'rejected', code: 'not_authorised' }],
    ['a policy', refusal(403, 'POLICY'), { kind: 'rejected', code: 'not_authorised' }],
    ['too many', refusal(429), { kind: 'retryable', cause: 'rate_limited' }],
    ['an error of its own', refusal(500), { kind: 'unknown' }],
    ['what it cannot do', refusal(501), { kind: 'unknown' }],
    ['another place', { status: 302, body: '' }, { kind: 'unknown' }],
    ['no JSON', { status: 200, body: '<html>' }, { kind: 'unknown' }],
    ['another shape', answer({ activity: { id: 'activity-1' } }), { kind: 'unknown' }],
    ['half an answer', 'cut', { kind: 'unknown' }],
    ['a cut line', 'reset', { kind: 'unknown' }],
    ['silence', 'silence', { kind: 'unknown' }],
  ])('that is answered with %s is sorted so, and no secret is told', async (_what, act, sorted) => {
    const told = await sends(act);
    expect(told).toMatchObject(sorted);
    expect(JSON.stringify(told)).not.toContain(API_KEY.apiPrivateKey);
  });

  it('was never made where nobody listens', async () => {
    const told = await walletAt(await findClosedPort()).submit(SUBMISSION);
    expect(told).toMatchObject({ kind: 'retryable', cause: 'never_sent' });
  });

  it('of no memo of ours is never made', async () => {
    const server = await turnkeyThat(answer({ activity: activityOf() }));
    const { memo: _, ...bare } = SUBMISSION;
    for (const memo of [
      { bytes: '{}', names: [] },
      { bytes: 'nothing', names: [] },
    ])
      expect((await walletAt(server.url).submit({ ...bare, memo })).kind).toBe('unknown');
    expect((await walletAt(server.url).submit(bare)).kind).toBe('unknown');
    expect(server.received.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});

describe('a key that does not fit', () => {
  it.each([
    ['TURNKEY_API_PRIVATE_KEY', { apiPrivateKey: 'short' }],
    ['TURNKEY_API_PUBLIC_KEY', { apiPublicKey: `02${'0b'.repeat(32)}` }],
    ['TURNKEY_ORGANIZATION_ID', { organizationId: 'two words' }],
  ])('is refused by the name of %s', (name, changes) => {
    expect(() => walletAt('http://127.0.0.1:9', changes)).toThrow(name);
  });
});
