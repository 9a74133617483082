/** CoinGecko's double: the prices of the sandbox's market, in CoinGecko's words. */
import { type Double, type DoubleKind, onlyAnswers } from '@diboas/sandbox-kit';
import { createCoinGeckoWire } from './server.ts';

export const coingeckoDouble: DoubleKind = {
  id: 'coingecko',
  name: 'CoinGecko',
  secrets: { COINGECKO_API_KEY: { help: 'the key that callers must send' } },
  open({ clock, secrets }): Double {
    const { COINGECKO_API_KEY: apiKey = '' } = secrets;
    return { ...onlyAnswers, wire: createCoinGeckoWire({ apiKey, now: () => clock.now() }) };
  },
};
