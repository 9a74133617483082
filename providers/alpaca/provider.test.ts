import { createSecretSource, makeSecrets } from '@diboas/providers-kit';
import { describe, expect, it } from 'vitest';
import { alpaca } from './provider.ts';

const secrets = makeSecrets([alpaca], createSecretSource());
const GIVEN = { ...secrets, ...alpaca.settingsAt('http://127.0.0.1:3101') };

function dangersOf(changes: Readonly<Record<string, string>>, world: 'sandbox' | 'live'): readonly string[] {
  const outcome = alpaca.configure({ ...GIVEN, ...changes });
  return outcome.ok && outcome.value ? outcome.value.dangers(world) : ['was refused'];
}

describe('the settings of Alpaca', () => {
  it('are not asked for where it is not wanted, and are given together', () => {
    expect(alpaca.configure({})).toEqual({ ok: true, value: null });
    expect(alpaca.configure({ ALPACA_API_KEY_ID: 'a-key' }).ok).toBe(false);
    expect(alpaca.configure(GIVEN).ok).toBe(true);
    expect(alpaca.configure({ ...GIVEN, ALPACA_DOLLAR_NETWORK: 'bitcoin' }).ok).toBe(false);
  });

  it('are of the one world, for trades and for prices', () => {
    const real = { ALPACA_URL: 'https://api.alpaca.markets', ALPACA_DATA_URL: 'https://data.alpaca.markets' };
    expect(dangersOf({}, 'sandbox')).toEqual([]);
    expect(dangersOf(real, 'live')).toEqual([]);
    expect(dangersOf(real, 'sandbox')).toHaveLength(2);
    expect(dangersOf({ ALPACA_URL: real.ALPACA_URL }, 'sandbox')).toHaveLength(1);
  });
});
