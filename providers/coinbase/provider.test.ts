import { describe, expect, it } from 'vitest';
import { coinbase, marketOf } from './provider.ts';

const WHOLE = {
  COINBASE_API_KEY_ID: 'id',
  COINBASE_API_KEY_SECRET: Buffer.alloc(64, 7).toString('base64'),
  COINBASE_WEBHOOK_SECRET: 'new,old',
};

describe('the settings of Coinbase', () => {
  it('stand with its three secrets, and find its own addresses without being told', () => {
    expect(coinbase.configure(WHOLE)).toMatchObject({
      ok: true,
      value: {
        signingSecrets: { COINBASE_WEBHOOK_SECRET: ['new', 'old'] },
        addresses: {
          COINBASE_PLATFORM_URL: 'https://api.cdp.coinbase.com/platform',
          COINBASE_DEVELOPER_URL: 'https://api.developer.coinbase.com',
        },
      },
    });
  });

  it.each([
    ['US-NY', { country: 'US', subdivision: 'NY' }],
    ['DE', { country: 'DE', subdivision: null }],
  ])('read the market %s', (text, market) => {
    expect(marketOf(text)).toEqual(market);
  });
});
