import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { MINUTE_MS } from '@diboas/kernel';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { readTurnkeyWebhook } from './adapter/wallet/webhook.ts';
import { fingerprintOf } from './adapter/wire/activity.ts';

const file = z
  .object({
    exchanges: z.array(
      z.object({ request: z.object({ body: z.string() }), answer: z.object({ body: z.string() }) }),
    ),
    jwks: z.object({ keys: z.array(z.object({ kid: z.string(), x: z.string() })) }),
    deliveries: z.array(z.object({ headers: z.record(z.string(), z.string()), body: z.string() })),
  })
  .parse(JSON.parse(readFileSync(new URL('vectors/wallet.json', import.meta.url), 'utf8')));

/** The vendor's own verifier. It is required, because its types would bring the globals of browsers into all of the house. */
const {
  verifyTurnkeyWebhookSignature: verifyAtVendor,
}: { verifyTurnkeyWebhookSignature(asked: object): object } = createRequire(import.meta.url)(
  '@turnkey/crypto',
);

it('what was recorded is one activity by its fingerprint', () => {
  const [exchange] = file.exchanges;
  const { activity } = JSON.parse(exchange?.answer.body ?? '{}');
  expect(activity.fingerprint).toBe(fingerprintOf(exchange?.request.body ?? ''));
});

it('what was delivered is good to the vendor’s verifier and to ours, and not with another letter in it', () => {
  const [key] = file.jwks.keys;
  const [delivery] = file.deliveries;
  const { kid = '', x = '' } = key ?? {};
  const { headers = {}, body = '' } = delivery ?? {};
  const nowMs = Number(headers['x-turnkey-timestamp']) + 1_000;
  const verificationKeys = [{ keyId: kid, publicKey: Buffer.from(x, 'base64url').toString('hex') }];
  const asked = { headers, body, verificationKeys, maxTimestampAgeMs: MINUTE_MS, nowMs };
  expect(verifyAtVendor(asked)).toMatchObject({ ok: true });

  const known = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const keys = { of: (id: string) => (id === kid ? known : null), settled: async () => {} };
  const raw = { headers, body: Buffer.from(body), receivedAt: nowMs };
  const read = readTurnkeyWebhook(raw, { keys, chain: 'test' });
  expect(read).toMatchObject({ ok: true, value: { eventId: headers['x-turnkey-event-id'], order: null } });
  const changed = { ...raw, body: Buffer.from(body.replace('somebody', 'somebodx')) };
  expect(readTurnkeyWebhook(changed, { keys, chain: 'test' })).toEqual({ ok: false, refusal: 'forged' });
});
