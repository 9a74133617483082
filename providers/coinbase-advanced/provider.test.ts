import { createSecretSource, makeSecrets } from '@diboas/providers-kit';
import { describe, expect, it } from 'vitest';
import { coinbaseAdvanced } from './provider.ts';

const GIVEN = {
  ...makeSecrets([coinbaseAdvanced], createSecretSource()),
  ...coinbaseAdvanced.settingsAt('http://127.0.0.1:3101'),
};

function refusalOf(changes: Readonly<Record<string, string>>): readonly string[] {
  const outcome = coinbaseAdvanced.configure({ ...GIVEN, ...changes });
  return outcome.ok ? [] : outcome.refusal;
}

describe('the settings of Coinbase Advanced', () => {
  it('are not asked for where it is not wanted, and are given together', () => {
    expect(coinbaseAdvanced.configure({})).toEqual({ ok: true, value: null });
    expect(coinbaseAdvanced.configure({ COINBASE_ADVANCED_API_KEY_ID: 'id' }).ok).toBe(false);
    expect(refusalOf({})).toEqual([]);
  });

  it('take keys that sign, and networks that dollars are on', () => {
    expect(refusalOf({ COINBASE_ADVANCED_API_KEY_SECRET: 'c2hvcnQ=' })[0]).toContain('API_KEY_SECRET');
    expect(refusalOf({ COINBASE_ADVANCED_DOLLAR_NETWORK: 'bitcoin' })[0]).toContain('DOLLAR_NETWORK');
    expect(refusalOf({ COINBASE_ADVANCED_DOLLAR_NETWORK: 'ethereum' })).toEqual([]);
  });

  it('are of the one world', () => {
    const real = {
      COINBASE_ADVANCED_URL: 'https://api.coinbase.com',
      COINBASE_ADVANCED_USER_FEED_URL: 'wss://advanced-trade-ws-user.coinbase.com',
    };
    const dangersOf = (changes: Readonly<Record<string, string>>, world: 'sandbox' | 'live') => {
      const outcome = coinbaseAdvanced.configure({ ...GIVEN, ...changes });
      return outcome.ok && outcome.value ? outcome.value.dangers(world) : ['was refused'];
    };
    expect(dangersOf({}, 'sandbox')).toEqual([]);
    expect(dangersOf(real, 'live')).toEqual([]);
    expect(dangersOf(real, 'sandbox')).toHaveLength(2);
    expect(dangersOf({}, 'live')).toHaveLength(2);
  });
});
