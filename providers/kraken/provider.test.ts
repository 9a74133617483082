import { createSecretSource, makeSecrets } from '@diboas/providers-kit';
import { describe, expect, it } from 'vitest';
import { kraken } from './provider.ts';

const secrets = makeSecrets([kraken], createSecretSource());
const GIVEN = { ...secrets, ...kraken.settingsAt('http://127.0.0.1:3101') };

function refusalOf(changes: Readonly<Record<string, string>>): readonly string[] {
  const outcome = kraken.configure({ ...GIVEN, ...changes });
  return outcome.ok ? [] : outcome.refusal;
}

function dangersOf(changes: Readonly<Record<string, string>>, world: 'sandbox' | 'live'): readonly string[] {
  const outcome = kraken.configure({ ...GIVEN, ...changes });
  return outcome.ok && outcome.value ? outcome.value.dangers(world) : ['was refused'];
}

describe('the settings of Kraken', () => {
  it('are not asked for where it is not wanted, and are given together', () => {
    expect(kraken.configure({})).toEqual({ ok: true, value: null });
    expect(kraken.configure({ KRAKEN_API_KEY: 'a-key' }).ok).toBe(false);
    expect(refusalOf({})).toEqual([]);
  });

  it('take a private key in base64 alone, and say nothing of it', () => {
    const odd = 'a key that is none';
    const [refusal = ''] = refusalOf({ KRAKEN_PRIVATE_KEY: odd });
    expect(refusal).toContain('KRAKEN_PRIVATE_KEY');
    expect(refusal).not.toContain(odd);
  });

  it('take a network that USDC is on', () => {
    expect(refusalOf({ KRAKEN_USDC_NETWORK: 'ethereum' })).toEqual([]);
    expect(refusalOf({ KRAKEN_USDC_NETWORK: 'bitcoin' })).toHaveLength(1);
  });

  it('are of the one world', () => {
    const real = { KRAKEN_BASE_URL: 'https://api.kraken.com' };
    expect(dangersOf({}, 'sandbox')).toEqual([]);
    expect(dangersOf(real, 'live')).toEqual([]);
    expect(dangersOf(real, 'sandbox')).toHaveLength(1);
    expect(dangersOf({ KRAKEN_BASE_URL: 'http://api.kraken.com' }, 'live')).toHaveLength(1);
  });
});
