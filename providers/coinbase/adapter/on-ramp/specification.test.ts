/**
 * What the adapter sends, held against Coinbase's specification of OnrampSessionRequest: written here in our own words,
 * with the closed list of ways to pay from the official SDK, which is made by machine from Coinbase's OpenAPI file.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { money } from '@diboas/kernel';
import { startLoopbackServer } from '@diboas/providers-kit/contract';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { adapterAt, answer, SUBMISSION, sessionAnswer } from './adapter-for-tests.ts';

async function readWaysToPay(): Promise<string[]> {
  const sdk = createRequire(import.meta.url).resolve('@coinbase/cdp-sdk');
  const generated = '../_esm/openapi-client/generated/coinbaseDeveloperPlatformAPIs.schemas.js';
  const module: unknown = await import(new URL(generated, pathToFileURL(sdk)).href);
  const { OnrampQuotePaymentMethodTypeId: ways } = z
    .object({ OnrampQuotePaymentMethodTypeId: z.record(z.string(), z.string()) })
    .parse(module);
  return Object.values(ways);
}

function requestSchema(waysToPay: readonly string[]) {
  const amount = z.string().regex(/^[0-9]+(\.[0-9]+)?$/);
  return z
    .strictObject({
      purchaseCurrency: z.string().min(1),
      destinationNetwork: z.string().min(1),
      destinationAddress: z.string().min(1).max(128),
      paymentAmount: amount.optional(),
      purchaseAmount: amount.optional(),
      paymentCurrency: z.string().optional(),
      paymentMethod: z.enum(waysToPay).optional(),
      country: z.string().length(2).optional(),
      subdivision: z.string().optional(),
      redirectUrl: z
        .string()
        .min(5)
        .max(2_048)
        .regex(/^.*:\/\/.*$/)
        .optional(),
      clientIp: z.string().optional(),
      partnerUserRef: z.string().optional(),
    })
    .refine((body) => !(body.paymentAmount && body.purchaseAmount), 'one amount, not both')
    .refine((body) => body.country !== 'US' || body.subdivision, 'the state, in the United States');
}

const GOODS = [
  ['USDC', 'solana', 100_500_000n],
  ['USDC', 'ethereum', 100_500_000n],
  ['BTC', 'bitcoin', 100_000n],
] as const;

describe("every request for a link is one of Coinbase's specification", () => {
  it.each([
    ['US', 'NY', false],
    ['DE', null, false],
    ['US', 'NY', true],
  ])('in %s, %s, test mode %s', async (country, subdivision, testMode) => {
    const schema = requestSchema(await readWaysToPay());
    const server = await startLoopbackServer(() => answer(sessionAnswer()));
    try {
      const adapter = adapterAt(server.url, { market: { country, subdivision }, testMode });
      for (const [asset, network, units] of GOODS) {
        for (const method of ['card', 'apple_pay', 'bank']) {
          const { pay, destination } = SUBMISSION;
          await adapter.quote({ pay, payNetwork: 'fiat', method, receive: { asset, network }, destination });
          await adapter.submit({ ...SUBMISSION, method, network, deliver: money(asset, units) });
        }
      }
      expect(server.received.length).toBeGreaterThanOrEqual(2 * 9);
      for (const { method, path, body } of server.received) {
        expect(`${method} ${path}`).toBe('POST /platform/v2/onramp/sessions');
        expect(schema.safeParse(JSON.parse(body.toString('utf8'))).error?.issues ?? []).toEqual([]);
      }
    } finally {
      await server.close();
    }
  });
});
