import { HOUR_MS } from '@diboas/kernel';
import { defineProvider, httpOrigin, watchCredentials, word } from '@diboas/providers-kit';
import { z } from 'zod';

export const alpaca = defineProvider({
  id: 'alpaca',
  name: 'Alpaca',
  // A used client_order_id is refused, and no end of that is named. A day is less than any.
  keyLifetimeMs: 23 * HOUR_MS,
  // An id that made no order is free: a repeat is judged anew.
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({
    ALPACA_API_KEY_ID: word,
    ALPACA_API_SECRET_KEY: word,
    ALPACA_URL: httpOrigin.default('https://api.alpaca.markets'),
    ALPACA_DATA_URL: httpOrigin.default('https://data.alpaca.markets'),
    ALPACA_DOLLAR_NETWORK: z.enum(['solana', 'ethereum', 'sui']).default('solana'),
  }),
  says: {
    ALPACA_API_KEY_ID: 'the id of the key by which Alpaca knows us',
    ALPACA_API_SECRET_KEY: 'the secret of that key',
    ALPACA_URL: "where Alpaca is called for trades; Alpaca's own address where none is given",
    ALPACA_DATA_URL:
      "where Alpaca is called for what shares are quoted at; Alpaca's own address where none is given",
    ALPACA_DOLLAR_NETWORK:
      'on which network our books have the dollars that lie there: solana, ethereum or sui; solana where none is given',
  },
  secrets: {
    ALPACA_API_KEY_ID: (source) => source.token(),
    ALPACA_API_SECRET_KEY: (source) => source.token(),
  },
  settingsAt: (sandboxUrl) => ({ ALPACA_URL: sandboxUrl, ALPACA_DATA_URL: sandboxUrl }),
  sandbox: async () => (await import('./sandbox/double.ts')).alpacaDouble,
  ownHosts: /(^|\.)alpaca\.markets\.?$/,
  addresses: ({ ALPACA_URL, ALPACA_DATA_URL }) => ({ ALPACA_URL, ALPACA_DATA_URL }),
  signingSecrets: () => ({}),
  dangers: () => [],
  async open(given, parts) {
    const [{ createAlpacaExchange }, { connectToAlpaca }] = await Promise.all([
      import('./adapter/exchange/desk.ts'),
      import('./adapter/wire/connection.ts'),
    ]);
    const { timeoutMs, now } = parts;
    const connection = connectToAlpaca({
      ...{ timeoutMs, now, tradingUrl: given.ALPACA_URL, dataUrl: given.ALPACA_DATA_URL },
      ...{ apiKeyId: given.ALPACA_API_KEY_ID, apiSecretKey: given.ALPACA_API_SECRET_KEY },
      credentials: watchCredentials(parts.reportCredentials),
    });
    return {
      exchange: createAlpacaExchange(connection, { dollarNetwork: given.ALPACA_DOLLAR_NETWORK, now }),
    };
  },
});
