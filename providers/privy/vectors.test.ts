import { readFileSync } from 'node:fs';
import { SECOND_MS } from '@diboas/kernel';
import { generateAuthorizationSignature, PrivyClient } from '@privy-io/node';
import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { readPrivyWebhook } from './adapter/wallet/webhook.ts';
import { checkAuthorization, publicHalfOf } from './sandbox/authorization.ts';
import { SECRETS } from './testing/suites.ts';

const headersShape = z.record(z.string(), z.string());
const file = z
  .object({
    exchanges: z.tuple([
      z.object({
        request: z.object({
          method: z.literal('POST'),
          url: z.url(),
          headers: headersShape,
          body: z.string(),
        }),
        answer: z.object({ status: z.literal(200), body: z.string() }),
      }),
    ]),
    deliveries: z.tuple([z.object({ headers: headersShape, body: z.string() })]),
  })
  .parse(JSON.parse(readFileSync(new URL('vectors/wallet.json', import.meta.url), 'utf8')));

afterEach(() => void vi.useRealTimers());

it('what was asked is signed as the vendor’s client signs it, and the double takes that and nothing else', () => {
  const [{ request, answer }] = file.exchanges;
  const { method, url, body, headers } = request;
  const { 'privy-authorization-signature': signature, ...signed } = headers;
  const input = { version: 1, method, url, body: JSON.parse(body), headers: signed } as const;
  const again = generateAuthorizationSignature({
    authorizationPrivateKey: SECRETS.PRIVY_AUTHORIZATION_KEY,
    input: { ...input, headers: { 'privy-app-id': '', ...signed } },
  });
  expect(again).toBe(signature);
  const { host, pathname: path } = new URL(url);
  const asked = { id: 'r', method, path, query: '', headers: { ...headers, host }, body };
  const owner = publicHalfOf(SECRETS.PRIVY_AUTHORIZATION_KEY);
  expect(checkAuthorization(asked, owner).ok).toBe(true);
  const changed = { ...asked, body: body.replace('0x3e8', '0x3e9') };
  expect(checkAuthorization(changed, owner).ok).toBe(false);
  expect(JSON.parse(answer.body)).toMatchObject({ data: { reference_id: 'order-1' } });
});

it('what was delivered is good to the vendor’s verifier and to ours, and not with another letter in it', () => {
  const [{ headers, body }] = file.deliveries;
  const receivedAt = Number(headers['svix-timestamp']) * SECOND_MS + 1_000;
  vi.useFakeTimers({ now: receivedAt });
  const client = new PrivyClient({ appId: 'app', appSecret: 'secret', logLevel: 'off' });
  const svix = z
    .object({ 'svix-id': z.string(), 'svix-timestamp': z.string(), 'svix-signature': z.string() })
    .parse(headers);
  const verify = (payload: string) =>
    client.webhooks().verify({ payload, headers: svix, signing_secret: SECRETS.PRIVY_WEBHOOK_SECRET });
  expect(verify(body)).toMatchObject({ type: 'transaction.broadcasted' });

  const parts = { secrets: [SECRETS.PRIVY_WEBHOOK_SECRET], chain: 'test' } as const;
  const raw = { headers, body: Buffer.from(body), receivedAt };
  expect(readPrivyWebhook(raw, parts)).toMatchObject({
    ok: true,
    value: { eventId: svix['svix-id'], order: null },
  });
  const other = body.replace('order-1', 'order-2');
  expect(readPrivyWebhook({ ...raw, body: Buffer.from(other) }, parts)).toEqual({
    ok: false,
    refusal: 'forged',
  });
  expect(() => verify(other)).toThrow();
});
