import { createId, createSeededRandom, money } from '@diboas/kernel';
import type { Submission } from '@diboas/orchestration';
import { type LoopbackServer, startLoopbackServer } from '@diboas/providers-kit/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { createStripeOnramp } from './desk.ts';

const NOW = Date.UTC(2026, 10, 23, 5, 0, 0);
const random = createSeededRandom(17);
const id = () => createId({ now: NOW, random, bucket: 6 });
const WALLET = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed';

const SUBMISSION: Submission = {
  key: 'attempt-key',
  transactionId: id(),
  attemptId: id(),
  payNetwork: 'fiat',
  method: 'card',
  pay: money('USD', 10_050n),
  chargeMax: money('USD', 10_500n),
  deliver: money('USDC', 100_500_000n),
  network: 'ethereum',
  destination: WALLET,
  returnUrl: 'https://app.example/back',
};

let server: LoopbackServer;

afterEach(async () => await server.close());

/** A Stripe that answers with a session as it should be, but for `details`, and remembers its metadata. */
async function adapterAnsweredWith(details: object, status = 'initialized') {
  let metadata: object = {};
  server = await startLoopbackServer(({ method, body }) => {
    if (method === 'POST') metadata = metadataIn(body.toString('utf8'));
    const session = {
      id: 'cos_1',
      object: 'crypto.onramp_session',
      status,
      redirect_url: 'https://crypto.link.com/?session_hash=1',
      metadata,
      transaction_details: {
        source_amount: '100.5',
        source_currency: 'usd',
        destination_amount: '100.5',
        destination_currency: 'usdc',
        destination_network: 'ethereum',
        lock_wallet_address: true,
        wallet_address: null,
        wallet_addresses: { ethereum: WALLET, destination_tags: null },
        ...details,
      },
    };
    return { status: 200, body: JSON.stringify(session) };
  });
  const options = { apiKey: 'sk_test_submit', webhookSecrets: ['whsec_submit'], timeoutMs: 1_000 };
  return createStripeOnramp({
    world: 'sandbox',
    reportCredentials: () => {},
    ...options,
    baseUrl: server.url,
    now: () => NOW,
  });
}

function metadataIn(form: string): object {
  const pairs = [...new URLSearchParams(form)].map(([name, value]) => [
    /^metadata\[(.*)\]$/.exec(name)?.[1],
    value,
  ]);
  return Object.fromEntries(pairs.filter(([name]) => name !== undefined));
}

async function submitAnsweredWith(details: object) {
  return await (await adapterAnsweredWith(details)).submit(SUBMISSION);
}

describe('a session that says what it will charge', () => {
  const fees = (transaction: string) => ({
    fees: { network_fee_amount: '0.01', transaction_fee_amount: transaction },
  });

  it('above what was confirmed is refused before anybody has its link', async () => {
    const answer = await submitAnsweredWith(fees('4.50'));
    expect(answer).toMatchObject({ kind: 'rejected', code: 'price_changed', elsewhere: true });
  });

  it('up to what was confirmed is taken', async () => {
    expect(await submitAnsweredWith(fees('4.49'))).toMatchObject({ kind: 'accepted' });
  });
});

describe('the answer to a submission', () => {
  it.each([
    ['says what was asked for', {}],
    ['writes the same amount with other zeros', { source_amount: '100.500' }],
    ['writes the same Ethereum address in other letters', { wallet_address: WALLET.toLowerCase() }],
    ['lists it in other letters', { wallet_addresses: { ethereum: WALLET.toLowerCase() } }],
    [
      'has not filled in anything yet',
      {
        source_amount: null,
        source_currency: null,
        destination_currency: null,
        destination_network: null,
        lock_wallet_address: null,
        wallet_addresses: null,
      },
    ],
  ])('that %s is accepted', async (_name, details) => {
    expect(await submitAnsweredWith(details)).toMatchObject({ kind: 'accepted' });
  });

  it.each([
    ['source_amount', { source_amount: '100.51' }],
    ['source_amount', { source_amount: '100.505' }],
    ['source_currency', { source_currency: 'eur' }],
    ['destination_currency', { destination_currency: 'eth' }],
    ['destination_network', { destination_network: 'base' }],
    ['wallet_address', { wallet_address: '0x0000000000000000000000000000000000000001' }],
    ['wallet_addresses', { wallet_addresses: { ethereum: '0x0000000000000000000000000000000000000001' } }],
    ['lock_wallet_address', { lock_wallet_address: false }],
  ])('with another %s is unknown, and the link is given to nobody', async (field, details) => {
    const doubt = { kind: 'unknown', detail: `BUG: session cos_1 has another ${field} than was asked for` };
    const adapter = await adapterAnsweredWith(details);
    expect(await adapter.submit(SUBMISSION)).toEqual(doubt);
    // A look-up finds the session, and must not give the link out either.
    expect(await adapter.lookup({ ...SUBMISSION, reference: 'cos_1', startedAt: NOW })).toEqual({
      ...doubt,
      isAnswered: true,
    });
  });

  it('with another address is told as it is once the crypto is there: then the engine compares', async () => {
    const wallet_address = '0x0000000000000000000000000000000000000001';
    const adapter = await adapterAnsweredWith({ wallet_address }, 'fulfillment_complete');
    expect(await adapter.submit(SUBMISSION)).toMatchObject({
      kind: 'accepted',
      observation: { stage: 'ended', movements: [{ kind: 'given', destination: wallet_address }] },
    });
  });
});
