/** The public ticker of Coinbase Exchange: the last trade of each pair, without a key. The second feed of prices. */
import { defineProvider, httpBase, socketOrigin, toldOnSocket } from '@diboas/providers-kit';
import { z } from 'zod';

export const coinbaseTicker = defineProvider({
  id: 'coinbase-ticker',
  name: 'Coinbase Exchange',
  // It is asked for nothing that could be done twice.
  keyLifetimeMs: 0,
  remembersRefusals: false,
  isRequired: false,
  settings: z.object({ COINBASE_TICKER_URL: httpBase, COINBASE_TICKER_FEED_URL: socketOrigin }),
  says: {
    COINBASE_TICKER_URL:
      'where the public ticker of Coinbase Exchange is called: https://api.exchange.coinbase.com. Not asked when left out',
    COINBASE_TICKER_FEED_URL:
      'where it tells prices by itself: wss://ws-feed.exchange.coinbase.com. Given together with the other',
  },
  secrets: {},
  settingsAt: (sandboxUrl) => ({
    COINBASE_TICKER_URL: sandboxUrl,
    COINBASE_TICKER_FEED_URL: toldOnSocket(sandboxUrl),
  }),
  sandbox: async () => (await import('./sandbox/double.ts')).coinbaseTickerDouble,
  ownHosts: /(^|\.)coinbase\.com\.?$/,
  addresses: (given) => given,
  signingSecrets: () => ({}),
  dangers: () => [],
  async open(given, parts) {
    const { createTickerPrices } = await import('./adapter/prices/desk.ts');
    return {
      prices: createTickerPrices({
        ...parts,
        baseUrl: given.COINBASE_TICKER_URL,
        feedUrl: given.COINBASE_TICKER_FEED_URL,
      }),
    };
  },
});
