import { createSecretSource, makeSecrets, outsideSettings, sandboxSettings } from '@diboas/providers-kit';
import { describe, expect, it } from 'vitest';
import { bridge } from './provider.ts';

const secrets = makeSecrets([bridge], createSecretSource());
const { BRIDGE_SIGNING_KEY: _held, ...shared } = secrets;
const GIVEN = { ...shared, ...bridge.settingsAt('http://127.0.0.1:3101') };

function refusalOf(changes: Readonly<Record<string, string>>): readonly string[] {
  const outcome = bridge.configure({ ...GIVEN, ...changes });
  return outcome.ok ? [] : outcome.refusal;
}

function dangersOf(changes: Readonly<Record<string, string>>, world: 'sandbox' | 'live'): readonly string[] {
  const outcome = bridge.configure({ ...GIVEN, ...changes });
  return outcome.ok && outcome.value ? outcome.value.dangers(world) : ['was refused'];
}

describe('the settings of Bridge', () => {
  it('are not asked for where it is not wanted, and are given together', () => {
    expect(bridge.configure({})).toEqual({ ok: true, value: null });
    expect(bridge.configure({ BRIDGE_API_KEY: 'sk-test-1' }).ok).toBe(false);
    expect(refusalOf({})).toEqual([]);
  });

  it('take a key of RSA, in PEM or in one word, and two while one is replaced', () => {
    const der = GIVEN.BRIDGE_WEBHOOK_KEY ?? '';
    const pem = `-----BEGIN PUBLIC KEY-----\n${der}\n-----END PUBLIC KEY-----\n`;
    expect(refusalOf({ BRIDGE_WEBHOOK_KEY: pem })).toEqual([]);
    expect(refusalOf({ BRIDGE_WEBHOOK_KEY: `${pem},${der}` })).toEqual([]);
    for (const odd of ['a secret', der.slice(0, 40), ''])
      expect(refusalOf({ BRIDGE_WEBHOOK_KEY: odd })).toEqual([expect.stringContaining('BRIDGE_WEBHOOK_KEY')]);
  });

  it('take ids that go into an address as they are', () => {
    for (const name of ['BRIDGE_CUSTOMER_ID', 'BRIDGE_WALLET_ID'])
      expect(refusalOf({ [name]: '../x' })).toEqual([`${name} must be an id of Bridge`]);
  });

  it('are of the one world', () => {
    const real = { BRIDGE_BASE_URL: 'https://api.bridge.xyz', BRIDGE_API_KEY: 'sk-live-1' };
    expect(dangersOf({}, 'sandbox')).toEqual([]);
    expect(dangersOf(real, 'live')).toEqual([]);
    expect(dangersOf({ ...real, BRIDGE_API_KEY: 'sk-test-1' }, 'live')).toHaveLength(1);
    expect(dangersOf(real, 'sandbox')).toHaveLength(2);
    // Bridge has a sandbox of its own, on its own hosts.
    expect(dangersOf({ BRIDGE_BASE_URL: 'https://api.sandbox.bridge.xyz' }, 'sandbox')).toEqual([]);
    expect(dangersOf({ ...real, BRIDGE_BASE_URL: 'http://api.bridge.xyz' }, 'live')).toHaveLength(1);
  });

  it('tell a server nothing that it could sign webhooks with', () => {
    const urls = { bridge: 'http://127.0.0.1:3101' };
    expect(Object.keys(outsideSettings([bridge], { secrets, urls }))).not.toContain('BRIDGE_SIGNING_KEY');
    const told = sandboxSettings([bridge], { secrets, serverUrl: null });
    expect(told.SANDBOX_BRIDGE_SIGNING_KEY).toBe(secrets.BRIDGE_SIGNING_KEY);
  });
});
