import { createSecretSource, makeSecrets } from '@diboas/providers-kit';
import { credentialNews } from '@diboas/providers-kit/contract';
import { describe, expect, it } from 'vitest';
import { createSumsubIdentity } from './adapter/identity/desk.ts';
import { sumsub } from './provider.ts';

const NOW = Date.UTC(2026, 10, 23, 5, 0, 0);
const GIVEN = {
  ...makeSecrets([sumsub], createSecretSource()),
  ...sumsub.settingsAt('http://127.0.0.1:3101'),
};

function dangersOf(changes: Readonly<Record<string, string>>, world: 'sandbox' | 'live'): readonly string[] {
  const outcome = sumsub.configure({ ...GIVEN, ...changes });
  return outcome.ok && outcome.value ? outcome.value.dangers(world) : ['was refused'];
}

const adapterWith = (changes: Partial<Parameters<typeof createSumsubIdentity>[0]>) =>
  createSumsubIdentity({
    ...{ world: 'sandbox', appToken: 'sbx:1', secretKey: 'secret', webhookSecrets: ['s'], level: 'l' },
    ...{ baseUrl: 'http://127.0.0.1:9', timeoutMs: 300, now: () => NOW, reportCredentials: () => {} },
    ...changes,
  });

describe('the settings of Sumsub', () => {
  it('are not asked for where they are not wanted, and are given together', () => {
    expect(sumsub.configure({})).toEqual({ ok: true, value: null });
    expect(sumsub.configure({ SUMSUB_APP_TOKEN: 'sbx:1' }).ok).toBe(false);
    expect(dangersOf({ SUMSUB_WEBHOOK_SECRET: 'new,old' }, 'sandbox')).toEqual([]);
  });

  it('are of the one world, which the token says: both have one host', () => {
    const host = { SUMSUB_BASE_URL: 'https://api.sumsub.com' };
    expect(dangersOf(host, 'sandbox')).toEqual([]);
    expect(dangersOf({ ...host, SUMSUB_APP_TOKEN: 'prd:1' }, 'live')).toEqual([]);
    expect(dangersOf(host, 'live')).toHaveLength(1);
    expect(dangersOf({ ...host, SUMSUB_APP_TOKEN: 'prd:1' }, 'sandbox')).toHaveLength(2);
  });

  it('of the other world are refused by the adapter itself, before anything is called', () => {
    expect(() => adapterWith({ world: 'live' })).toThrow('SUMSUB_APP_TOKEN');
    expect(() => adapterWith({ appToken: 'prd:1' })).toThrow('SUMSUB_APP_TOKEN');
    expect(() => adapterWith({ appToken: 'prd:1', world: 'live' })).not.toThrow();
    expect(() => adapterWith({ secretKey: 'two words' })).toThrow('SUMSUB_SECRET_KEY');
  });
});

it('a token that is refused is told of once, with how far the clocks are apart', async () => {
  const refused = {
    status: 401,
    headers: { date: new Date(NOW - 90_000).toUTCString() },
    body: JSON.stringify({ description: 'Invalid signature', code: 401, correlationId: 'c' }),
  };
  const news = await credentialNews([refused, refused], (at) => {
    const desk = adapterWith(at);
    return () => desk.look('person-1');
  });
  expect(news).toEqual([
    { state: 'refused', detail: '401 401, asked with SUMSUB_APP_TOKEN; our clock is 90 s ahead of theirs' },
  ]);
});
