import { HOUR_MS } from '@diboas/kernel';
import { defineProvider, httpOrigin, word } from '@diboas/providers-kit';
import { z } from 'zod';

const privateKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{42,}={0,2}$/, 'must be the private key as Kraken shows it, in base64');

export const kraken = defineProvider({
  id: 'kraken',
  name: 'Kraken',
  // Kraken holds `cl_ord_id` to be one order's while that is open, and knows no repeat of what has ended: we look for it
  // before each send (adapter/exchange/submit.ts). How long its lists find an order by our name is documented nowhere.
  keyLifetimeMs: HOUR_MS,
  // A refusal is of one call, and kept nowhere.
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    KRAKEN_BASE_URL: httpOrigin.default('https://api.kraken.com'),
    KRAKEN_API_KEY: word,
    KRAKEN_PRIVATE_KEY: privateKey,
    KRAKEN_USDC_NETWORK: z.enum(['solana', 'ethereum', 'sui']).default('solana'),
  }),
  says: {
    KRAKEN_BASE_URL: "where Kraken is called; Kraken's own address where none is given",
    KRAKEN_API_KEY:
      'the API key of our account at Kraken: it may look at funds and orders and make, change and cancel orders, and withdraw nothing; with a nonce window of 10000000000',
    KRAKEN_PRIVATE_KEY: 'what calls of Kraken are signed with: the private key of that API key, in base64',
    KRAKEN_USDC_NETWORK:
      'on which network our USDC at Kraken counts as lying: solana, ethereum or sui; solana where none is given',
  },
  secrets: {
    KRAKEN_API_KEY: (source) => source.token(),
    KRAKEN_PRIVATE_KEY: (source) => source.ed25519(),
  },
  settingsAt: (sandboxUrl) => ({ KRAKEN_BASE_URL: sandboxUrl }),
  sandbox: async () => (await import('./sandbox/double.ts')).krakenDouble,
  ownHosts: /(^|\.)kraken\.com\.?$/,
  addresses: ({ KRAKEN_BASE_URL }) => ({ KRAKEN_BASE_URL }),
  // Kraken chooses the key itself, and sends no webhooks.
  signingSecrets: () => ({}),
  dangers: () => [],
  async open(given, parts) {
    const [{ createKrakenExchange }, { createKrakenMarketData }, { connectToPublic }] = await Promise.all([
      import('./adapter/exchange/desk.ts'),
      import('./adapter/market-data/desk.ts'),
      import('./adapter/wire/connection.ts'),
    ]);
    return {
      exchange: createKrakenExchange({
        ...parts,
        baseUrl: given.KRAKEN_BASE_URL,
        apiKey: given.KRAKEN_API_KEY,
        privateKey: given.KRAKEN_PRIVATE_KEY,
        usdcNetwork: given.KRAKEN_USDC_NETWORK,
      }),
      marketData: createKrakenMarketData(
        connectToPublic({ ...parts, baseUrl: given.KRAKEN_BASE_URL }),
        parts.now,
      ),
    };
  },
});
