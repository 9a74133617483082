import { createSecretSource, makeSecrets } from '@diboas/providers-kit';
import { describe, expect, it } from 'vitest';
import { dinari } from './provider.ts';

const secrets = makeSecrets([dinari], createSecretSource());
const GIVEN = { ...secrets, ...dinari.settingsAt('http://127.0.0.1:3101') };

function refusalOf(changes: Readonly<Record<string, string>>): readonly string[] {
  const outcome = dinari.configure({ ...GIVEN, ...changes });
  return outcome.ok ? [] : outcome.refusal;
}

function dangersOf(changes: Readonly<Record<string, string>>, world: 'sandbox' | 'live'): readonly string[] {
  const outcome = dinari.configure({ ...GIVEN, ...changes });
  return outcome.ok && outcome.value ? outcome.value.dangers(world) : ['was refused'];
}

describe('the settings of Dinari', () => {
  it('are not asked for where it is not wanted, and are given together', () => {
    expect(dinari.configure({})).toEqual({ ok: true, value: null });
    expect(dinari.configure({ DINARI_API_KEY_ID: 'a-key' }).ok).toBe(false);
    expect(refusalOf({})).toEqual([]);
  });

  it('take a fee of some hundredths, the address of a contract, and a network that dollars are on', () => {
    expect(refusalOf({ DINARI_FEE_BPS: '0', DINARI_PAYMENT_TOKEN: `0x${'a1'.repeat(20)}` })).toEqual([]);
    for (const fee of ['-1', '501', '2.5', 'some'])
      expect(refusalOf({ DINARI_FEE_BPS: fee }), fee).toHaveLength(1);
    expect(refusalOf({ DINARI_PAYMENT_TOKEN: '0xa1' })).toHaveLength(1);
    expect(refusalOf({ DINARI_DOLLAR_NETWORK: 'bitcoin' })).toHaveLength(1);
    expect(refusalOf({ DINARI_ACCOUNT_ID: 'ours' })).toHaveLength(1);
  });

  it('are of the one world', () => {
    const real = { DINARI_URL: 'https://api-enterprise.sbt.dinari.com' };
    expect(dangersOf({}, 'sandbox')).toEqual([]);
    expect(dangersOf(real, 'live')).toEqual([]);
    expect(dangersOf(real, 'sandbox')).toHaveLength(1);
  });
});
