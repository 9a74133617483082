import { MINUTE_MS } from '@diboas/kernel';
import { NO_CHAINS } from '@diboas/providers-kit';
import { describe, expect, it } from 'vitest';
import { coinbaseAdvanced } from './provider.ts';
import { openAdvancedWorld, SECRETS, START } from './sandbox/testing/world.ts';

async function held(offMs: number) {
  await using world = await openAdvancedWorld();
  const told: string[] = [];
  const configured = coinbaseAdvanced.configure({ ...SECRETS, ...coinbaseAdvanced.settingsAt(world.base) });
  if (!configured.ok || !configured.value) throw new Error('the settings are whole');
  const { exchange } = await configured.value.open({
    ...{ world: 'sandbox', timeoutMs: 20_000, now: () => START + offMs, ...NO_CHAINS, worth: () => null },
    reportCredentials: ({ state }) => told.push(state),
  });
  return { ok: (await exchange.holdings()).ok, told };
}

describe('the clock', () => {
  it.each([7_000, 30_000, -30_000, -MINUTE_MS])('may be %i ms off', async (offMs) => {
    expect((await held(offMs)).ok).toBe(true);
  });

  it('that is further off is said aloud, as a key that is refused', async () => {
    expect(await held(-10 * MINUTE_MS)).toEqual({ ok: false, told: ['refused'] });
  });
});
