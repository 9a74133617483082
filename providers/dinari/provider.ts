import { HOUR_MS } from '@diboas/kernel';
import { defineProvider, httpOrigin, watchCredentials, word } from '@diboas/providers-kit';
import { z } from 'zod';

export const dinari = defineProvider({
  id: 'dinari',
  name: 'Dinari',
  // "Must be unique within the entity": a used client_order_id makes nothing, and no end of that is named. A day is less than any.
  keyLifetimeMs: 23 * HOUR_MS,
  // An id that made no order is free: a repeat is judged anew.
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    DINARI_API_KEY_ID: word,
    DINARI_API_SECRET_KEY: word,
    DINARI_ACCOUNT_ID: z.uuid(),
    DINARI_PAYMENT_TOKEN: z
      .string()
      .regex(/^0x[0-9a-fA-F]{40}$/, 'must be the address of a contract')
      .optional(),
    DINARI_FEE_BPS: z.coerce.number().int().min(0).max(500).default(25),
    DINARI_DOLLAR_NETWORK: z.enum(['solana', 'ethereum', 'sui']).default('solana'),
    DINARI_URL: httpOrigin.default('https://api-enterprise.sbt.dinari.com'),
  }),
  says: {
    DINARI_API_KEY_ID: 'the id of the key by which Dinari knows us',
    DINARI_API_SECRET_KEY: 'the secret of that key',
    DINARI_ACCOUNT_ID: 'our account at Dinari, with a wallet that Dinari manages',
    DINARI_PAYMENT_TOKEN:
      "the contract of the dollar token that purchases are paid in; Dinari's own token, USD+, where none is given",
    DINARI_FEE_BPS:
      'the most that Dinari takes of an order by the contract with it, in basis points of its dollars; 25 where none is given',
    DINARI_DOLLAR_NETWORK:
      'on which network our books have the dollars that lie there: solana, ethereum or sui; solana where none is given',
    DINARI_URL: "where Dinari is called; Dinari's own address where none is given",
  },
  secrets: {
    DINARI_API_KEY_ID: (source) => source.token(),
    DINARI_API_SECRET_KEY: (source) => source.token(),
    DINARI_ACCOUNT_ID: (source) => source.uuid(),
  },
  settingsAt: (sandboxUrl) => ({ DINARI_URL: sandboxUrl }),
  sandbox: async () => (await import('./sandbox/double.ts')).dinariDouble,
  ownHosts: /(^|\.)dinari\.com\.?$/,
  addresses: ({ DINARI_URL }) => ({ DINARI_URL }),
  signingSecrets: () => ({}),
  dangers: () => [],
  async open(given, parts) {
    const [{ createDinariExchange }, { createDinariPrices }, { connectToDinari }] = await Promise.all([
      import('./adapter/exchange/desk.ts'),
      import('./adapter/prices/desk.ts'),
      import('./adapter/wire/connection.ts'),
    ]);
    const { timeoutMs, now } = parts;
    const connection = connectToDinari({
      ...{ timeoutMs, now, baseUrl: given.DINARI_URL },
      ...{ apiKeyId: given.DINARI_API_KEY_ID, apiSecretKey: given.DINARI_API_SECRET_KEY },
      credentials: watchCredentials(parts.reportCredentials),
    });
    const rate = { numerator: BigInt(given.DINARI_FEE_BPS), denominator: 10_000n };
    return {
      exchange: createDinariExchange(connection, {
        ...{ accountId: given.DINARI_ACCOUNT_ID, paymentToken: given.DINARI_PAYMENT_TOKEN ?? null, now },
        ...{ fees: { maker: rate, taker: rate, in: 'quote' }, dollarNetwork: given.DINARI_DOLLAR_NETWORK },
      }),
      prices: createDinariPrices(connection, now),
    };
  },
});
