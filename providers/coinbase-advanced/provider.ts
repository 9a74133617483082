import { apiKeyProblem } from '@diboas/coinbase/wire/api-key';
import { HOUR_MS } from '@diboas/kernel';
import {
  defineProvider,
  httpOrigin,
  socketOrigin,
  toldOnSocket,
  watchCredentials,
  word,
} from '@diboas/providers-kit';
import { z } from 'zod';

export const coinbaseAdvanced = defineProvider({
  id: 'coinbase-advanced',
  name: 'Coinbase Advanced',
  // A used client_order_id makes nothing, and Coinbase names no end of that: a day is less than any.
  keyLifetimeMs: 23 * HOUR_MS,
  // An id that made no order is free: a repeat is judged anew.
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    COINBASE_ADVANCED_API_KEY_ID: word,
    COINBASE_ADVANCED_API_KEY_SECRET: z.string().superRefine((secret, context) => {
      const problem = apiKeyProblem(secret);
      if (problem !== null) context.addIssue(problem);
    }),
    COINBASE_ADVANCED_URL: httpOrigin.default('https://api.coinbase.com'),
    COINBASE_ADVANCED_USER_FEED_URL: socketOrigin.default('wss://advanced-trade-ws-user.coinbase.com'),
    COINBASE_ADVANCED_DOLLAR_NETWORK: z.enum(['solana', 'ethereum', 'sui']).default('solana'),
  }),
  says: {
    COINBASE_ADVANCED_API_KEY_ID: 'the id of the key by which Coinbase knows us for trading',
    COINBASE_ADVANCED_API_KEY_SECRET:
      'the key itself as Coinbase hands it out, which may view and trade and nothing else: Ed25519 in base64, or EC in PEM',
    COINBASE_ADVANCED_URL: "where Advanced Trade is called; Coinbase's own address where none is given",
    COINBASE_ADVANCED_USER_FEED_URL:
      "where Advanced Trade tells news of orders by itself; Coinbase's own address where none is given",
    COINBASE_ADVANCED_DOLLAR_NETWORK:
      'on which network our books have the USDC that lies there: solana, ethereum or sui; solana where none is given',
  },
  pemSettings: ['COINBASE_ADVANCED_API_KEY_SECRET'],
  secrets: {
    COINBASE_ADVANCED_API_KEY_ID: (source) => source.uuid(),
    COINBASE_ADVANCED_API_KEY_SECRET: (source) => source.ed25519(),
  },
  settingsAt: (sandboxUrl) => ({
    COINBASE_ADVANCED_URL: sandboxUrl,
    COINBASE_ADVANCED_USER_FEED_URL: toldOnSocket(sandboxUrl),
  }),
  sandbox: async () => (await import('./sandbox/double.ts')).coinbaseAdvancedDouble,
  ownHosts: /(^|\.)coinbase\.com\.?$/,
  addresses: ({ COINBASE_ADVANCED_URL, COINBASE_ADVANCED_USER_FEED_URL }) => ({
    ...{ COINBASE_ADVANCED_URL, COINBASE_ADVANCED_USER_FEED_URL },
  }),
  signingSecrets: () => ({}),
  dangers: () => [],
  async open(given, parts) {
    const [
      { createAdvancedExchange },
      { createOrderNews },
      { createAdvancedMarketData },
      { connectToAdvanced },
    ] = await Promise.all([
      import('./adapter/exchange/desk.ts'),
      import('./adapter/exchange/news.ts'),
      import('./adapter/market-data/desk.ts'),
      import('./adapter/wire/connection.ts'),
    ]);
    const { timeoutMs, now } = parts;
    const connection = connectToAdvanced({
      ...{ timeoutMs, now, baseUrl: given.COINBASE_ADVANCED_URL },
      apiKeyId: given.COINBASE_ADVANCED_API_KEY_ID,
      apiKeySecret: given.COINBASE_ADVANCED_API_KEY_SECRET,
      credentials: watchCredentials(parts.reportCredentials),
    });
    const dollarNetwork = given.COINBASE_ADVANCED_DOLLAR_NETWORK;
    const news = createOrderNews({
      ...{ now, feedUrl: given.COINBASE_ADVANCED_USER_FEED_URL },
      apiKeyId: given.COINBASE_ADVANCED_API_KEY_ID,
      apiKeySecret: given.COINBASE_ADVANCED_API_KEY_SECRET,
    });
    return {
      exchange: createAdvancedExchange(connection, { dollarNetwork, now, news }),
      marketData: createAdvancedMarketData(connection, now),
    };
  },
});
