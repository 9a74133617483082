import { HOUR_MS, MINUTE_MS } from '@diboas/kernel';
import { generateP256KeyPair, PrivyClient } from '@privy-io/node';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SECRETS } from '../testing/suites.ts';
import { publicHalfOf } from './authorization.ts';
import { type Asked, openPrivyWorld, type PrivyWorld } from './testing/world.ts';

let world: PrivyWorld;
beforeAll(async () => {
  world = await openPrivyWorld();
});
beforeEach(() => world.sandbox.control.reset());
afterAll(() => world.close());

const HASH = { params: { hash: `0x${'7a'.repeat(32)}` } };
const sign = (asked?: Asked) => world.post(`/v1/wallets/${world.paying('sui').id}/raw_sign`, HASH, asked);

describe('a request', () => {
  it.each([
    ['no login', { authorization: '' }],
    ['another secret', { authorization: `Basic ${Buffer.from('app:other').toString('base64')}` }],
    ['another app', { 'privy-app-id': 'another' }],
  ])('with %s is refused', async (_what, headers) => {
    expect(await sign({ headers })).toMatchObject({ status: 401, body: { code: 'unauthorized' } });
  });

  it('is signed as the vendor’s client signs it, and refused without, or over something else', async () => {
    expect((await sign()).status).toBe(200);
    const unsigned = await sign({ headers: { 'privy-authorization-signature': '' } });
    expect(unsigned.body.code).toBe('missing_or_empty_authorization_header');
    const wrong = { status: 401, body: { code: 'zero_correct_authorization_signatures' } };
    expect(await sign({ signed: { params: { hash: `0x${'00'.repeat(32)}` } } })).toMatchObject(wrong);
    expect(await sign({ headers: { 'privy-request-expiry': `${Date.now() + HOUR_MS}` } })).toMatchObject(
      wrong,
    );
    expect(await sign({ headers: { 'privy-idempotency-key': 'added' } })).toMatchObject(wrong);
  });

  it('may carry several signatures, of which one is enough', async () => {
    const strange = Buffer.from('no signature').toString('base64');
    expect((await sign({ others: [strange] })).status).toBe(200);
    const none = `${strange},${strange}`;
    expect((await sign({ headers: { 'privy-authorization-signature': none } })).status).toBe(401);
  });

  it('that is too late is refused', async () => {
    expect(await sign({ expiry: Date.now() - 1 })).toMatchObject({
      status: 400,
      body: { code: 'request_expired' },
    });
  });

  it.each([
    ['another method', 'rpc', { method: 'eth_signTypedData_v4', params: {} }, 501],
    ['a method that is none', 'rpc', { method: 7 }, 501],
    ['bytes to hash', 'raw_sign', { params: { bytes: '00', encoding: 'hex', hash_function: 'sha256' } }, 400],
    ['another wallet', 'raw_sign', HASH, 404],
  ])('with %s is refused', async (what, verb, body, status) => {
    const id = what === 'another wallet' ? 'nobody' : world.paying('sui').id;
    expect((await world.post(`/v1/wallets/${id}/${verb}`, body)).status).toBe(status);
  });
});

describe('a wallet', () => {
  const make = (more: object = {}, key?: string) =>
    world.post('/v1/wallets', { chain_type: 'ethereum', ...more }, key === undefined ? {} : { key });

  it('of an external id is made once, and found by it', async () => {
    const first = await make({ external_id: 'somebody', display_name: 'Somebody' });
    expect(first).toMatchObject({ status: 200, body: { owner_id: null } });
    expect(await make({ external_id: 'somebody' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_data' },
    });
    expect((await world.get('/v1/wallets/ext_wal_somebody')).body).toEqual(first.body);
    expect((await world.get('/v1/wallets/ext_wal_nobody')).status).toBe(404);
  });

  it('under a key is the same answer for the same request, and refused for another', async () => {
    const first = await make({}, 'key-1');
    expect((await make({}, 'key-1')).body).toEqual(first.body);
    expect((await make({ display_name: 'other' }, 'key-1')).status).toBe(400);
    expect((await make({}, 'key-2')).body.id).not.toBe(first.body.id);
  });

  it('that has an owner acts for that owner alone', async () => {
    const { publicKey } = await generateP256KeyPair();
    const strange = await make({ owner: { public_key: publicKey } });
    const message = { method: 'signTransaction', params: { transaction: 'AA==', encoding: 'base64' } };
    expect((await world.post(`/v1/wallets/${strange.body.id}/rpc`, message)).status).toBe(401);
    const ours = await make({ owner: { public_key: publicHalfOf(SECRETS.PRIVY_AUTHORIZATION_KEY) } });
    expect((await world.post(`/v1/wallets/${ours.body.id}/rpc`, message)).status).toBe(400);
    expect((await make({ owner: { public_key: 'no key' } })).status).toBe(400);
  });

  it('that orders are paid from is the same in every world', async () => {
    const other = await openPrivyWorld();
    for (const network of ['bitcoin', 'ethereum', 'solana', 'sui'] as const)
      expect(other.paying(network).address).toBe(world.paying(network).address);
    await other.close();
  });
});

describe('the vendor’s own client', () => {
  it('makes, finds and signs, and is told what is wrong in its own errors', async () => {
    const client = new PrivyClient({
      ...{ appId: SECRETS.PRIVY_APP_ID, appSecret: SECRETS.PRIVY_APP_SECRET, apiUrl: world.url },
      ...{ maxRetries: 0, logLevel: 'off' },
    });
    const authorization_context = { authorization_private_keys: [SECRETS.PRIVY_AUTHORIZATION_KEY] };
    const made = await client.wallets().create({ chain_type: 'sui', external_id: 'by-the-client' });
    expect(await client.wallets().get('ext_wal_by-the-client')).toEqual(made);
    const { id } = world.paying('bitcoin');
    const params = { hash: `0x${'7a'.repeat(32)}` };
    const signed = await client.wallets().rawSign(id, { params, authorization_context });
    expect(signed.signature).toMatch(/^0x[0-9a-f]{130}$/);
    await expect(client.wallets().rawSign(id, { params })).rejects.toMatchObject({ status: 401 });
    await expect(client.transactions().get('nothing')).rejects.toMatchObject({ status: 404 });
  });
});

describe('what goes wrong', () => {
  it.each([
    ['server_error_before', 500],
    ['server_error_after', 500],
    ['refuse', 402],
    ['rate_limit', 429],
  ] as const)('met by %s is %i', async (kind, status) => {
    world.sandbox.control.setFaults([{ kind, remaining: 1 }]);
    expect((await sign({ key: `key of ${kind}`, expiry: Date.now() + MINUTE_MS })).status).toBe(status);
  });
});
