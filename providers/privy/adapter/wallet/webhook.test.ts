import { createHmac } from 'node:crypto';
import { SECOND_MS } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { NAME, NOW, SUBMISSION, walletAt } from './adapter-for-tests.ts';

const [OLD, NEW] = ['old', 'new'].map(
  (word) => `whsec_${Buffer.from(`${word} key of webhooks`).toString('base64')}`,
) as [string, string];
const { readWebhook, rereadWebhook } = walletAt('http://127.0.0.1:9', { webhookSecrets: [NEW, OLD] });

function delivered(said: object, { secret = NEW, more = '' } = {}) {
  const body = JSON.stringify(said);
  const timestamp = `${NOW / SECOND_MS}`;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`msg_1.${timestamp}.${body}`).digest('base64');
  const headers = {
    'svix-id': 'msg_1',
    'svix-timestamp': timestamp,
    'svix-signature': `${more}v1,${signature}`,
  };
  return { headers, body: Buffer.from(body), receivedAt: NOW + SECOND_MS };
}

const transaction = (status: string, more: object = {}) => ({
  ...{ type: `transaction.${status}`, wallet_id: 'wallet-1', transaction_id: 'transaction-1' },
  ...{ caip2: 'eip155:11155111', transaction_hash: `0x${'a'.repeat(64)}`, reference_id: NAME },
  ...more,
});

describe('an event of a transaction', () => {
  const { transactionId, attemptId } = SUBMISSION;

  it.each(['broadcasted', 'still_pending', 'confirmed', 'execution_reverted'])(
    'that is %s names its order by our reference, and ends nothing',
    (status) => {
      const told = readWebhook(delivered(transaction(status)));
      expect(told).toMatchObject({
        ok: true,
        value: {
          ...{ eventId: 'msg_1', type: `transaction.${status}`, occurredAt: NOW },
          order: {
            ...{ transactionId, attemptId },
            observation: { reference: 'transaction-1', stage: 'working', end: null, movements: [] },
          },
        },
      });
    },
  );

  it.each(['failed', 'replaced', 'provider_error', 'thought_about'])(
    'that is %s is put on record, and nothing is said of the order',
    (status) => {
      const told = readWebhook(delivered(transaction(status)));
      expect(told).toMatchObject({ ok: true, value: { type: `transaction.${status}`, order: null } });
    },
  );

  it.each([undefined, null, 'invoice-7', 'f'.repeat(64), `${NAME}0`])(
    'of another reference, %s, names no order',
    (reference_id) => {
      expect(readWebhook(delivered(transaction('confirmed', { reference_id })))).toMatchObject({
        ok: true,
        value: { order: null },
      });
    },
  );

  it('without an id is unreadable', () => {
    const told = readWebhook(delivered(transaction('confirmed', { transaction_id: 7 })));
    expect(told).toEqual({ ok: false, refusal: 'unreadable' });
  });
});

describe('an event of a deposit', () => {
  const deposit = (more: object = {}) => ({
    ...{ type: 'wallet.funds_deposited', wallet_id: 'wallet-1', idempotency_key: 'k', amount: '1' },
    ...{ caip2: 'eip155:11155111', recipient: '0x71C7656EC7ab88b098defB751B7401B5f6d8976F' },
    ...more,
  });

  it('is a hint to look at its address, and nothing else', () => {
    expect(readWebhook(delivered(deposit()))).toMatchObject({
      ok: true,
      value: {
        order: null,
        address: { network: 'ethereum', address: '0x71C7656EC7ab88b098defB751B7401B5f6d8976F' },
      },
    });
  });

  it.each([{ recipient: 'nowhere' }, { caip2: 'cosmos:hub' }, { recipient: undefined }])(
    'at %o is put on record alone',
    (more) => {
      const told = readWebhook(delivered(deposit(more)));
      expect(told).toMatchObject({ ok: true, value: { order: null } });
      expect(told.ok && told.value).not.toHaveProperty('address');
    },
  );
});

describe('who signed', () => {
  it('may be either secret while one is rolled, beside signatures of others', () => {
    expect(readWebhook(delivered({ type: 'user.created' }, { secret: OLD })).ok).toBe(true);
    const more = `v1,${'A'.repeat(43)}= v1a,whatever v2,x `;
    expect(readWebhook(delivered({ type: 'user.created' }, { more })).ok).toBe(true);
  });

  it('is nobody else', () => {
    const secret = `whsec_${Buffer.from('a strangers key').toString('base64')}`;
    expect(readWebhook(delivered({ type: 'user.created' }, { secret }))).toEqual({
      ok: false,
      refusal: 'forged',
    });
    const good = delivered({ type: 'user.created' });
    const other = { ...good, headers: { ...good.headers, 'svix-id': 'msg_2' } };
    expect(readWebhook(other)).toEqual({ ok: false, refusal: 'forged' });
  });

  it('five minutes ago is stale', () => {
    const good = delivered({ type: 'user.created' });
    expect(readWebhook({ ...good, receivedAt: NOW + 301 * SECOND_MS })).toEqual({
      ok: false,
      refusal: 'stale',
    });
  });
});

it('a kept event is read again as it was', () => {
  const { body } = delivered(transaction('confirmed'));
  const again = rereadWebhook({ eventId: 'msg_1', body, receivedAt: NOW });
  expect(again).toMatchObject({ ok: true, value: { order: { transactionId: SUBMISSION.transactionId } } });
});
