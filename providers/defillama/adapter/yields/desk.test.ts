import { money } from '@diboas/kernel';
import { startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { describe, expect, it } from 'vitest';
import { createDefiLlamaYields } from './desk.ts';

const NOW = Date.UTC(2026, 10, 30, 12);

async function asked(act: WireAct, from = 0) {
  const server = await startLoopbackServer(() => act);
  try {
    const given = { timeoutMs: 20_000, now: () => NOW, reportCredentials: () => {} };
    const desk = createDefiLlamaYields({ ...given, baseUrl: `${server.url}/` });
    return { told: await desk.poolDays('a/pool', from), paths: server.received.map(({ path }) => path) };
  } finally {
    await server.close();
  }
}

const body = (...rows: unknown[]): WireAct => ({
  status: 200,
  body: JSON.stringify({ status: 'success', data: rows }),
});
const row = (day: string, figures: object) => ({ timestamp: `${day}T23:01:24.000Z`, ...figures });
const at = (day: string) => Date.parse(`${day}T23:01:24.000Z`);

describe('M42 DefiLlama', () => {
  it('is asked for one pool by its id, in one call', async () => {
    expect((await asked(body())).paths).toEqual(['/chart/a%2Fpool']);
  });

  it('tells what is earned in the asset itself: nothing of what has other rewards in it', async () => {
    const { told } = await asked(
      body(
        row('2026-11-25', { apy: 5, apyBase: 4.25, apyReward: 0.75, tvlUsd: 10.119 }),
        row('2026-11-26', { apy: 5, apyBase: null, apyReward: 0.75 }),
        row('2026-11-27', { apy: 5, apyBase: null, apyReward: null, tvlUsd: null }),
        row('2026-11-28', { apy: 5, apyReward: 0 }),
        row('2026-11-29', { apy: null, apyBase: null }),
      ),
    );
    const day = (date: string, ratePpm: number | null, cents: bigint | null = null) => ({
      ...{ at: at(date), ratePpm, total: cents === null ? null : money('USD', cents) },
    });
    expect(told).toEqual({
      ok: true,
      value: [
        ...[day('2026-11-25', 42_500, 1_011n), day('2026-11-26', null), day('2026-11-27', 50_000)],
        ...[day('2026-11-28', 50_000), day('2026-11-29', null)],
      ],
    });
  });

  it('leaves out what has no time, whatever else stands there, and what is before the time that is asked for', async () => {
    const rows = [null, 'bad', 7, { apy: 1 }, { timestamp: 'soon', apy: 1 }, { timestamp: 1_700_000_000 }];
    const { told } = await asked(
      body(...rows, row('2026-11-29', { apyBase: 1 }), row('2026-11-27', { apyBase: 2 })),
      at('2026-11-28'),
    );
    expect(told).toEqual({ ok: true, value: [{ at: at('2026-11-29'), ratePpm: 10_000, total: null }] });
  });

  it('knows a pool only where it has rows, and says by its status why there is none', async () => {
    const unknown = { ok: false, refusal: 'unknown_pool' };
    expect((await asked(body())).told).toEqual(unknown);
    expect((await asked({ status: 404, body: '{}' })).told).toEqual(unknown);
    expect((await asked({ status: 429, body: '{}' })).told).toEqual({ ok: false, refusal: 'rate_limited' });
    for (const act of [{ status: 502, body: '{}' }, { status: 200, body: '{"data":{}}' }, 'reset'] as const)
      expect((await asked(act)).told).toEqual({ ok: false, refusal: 'unavailable' });
  });

  it('is not read to its end where it says more than a node has room for', async () => {
    const endless = `{"data":[${'{"timestamp":"2026-11-29T00:00:00Z"},'.repeat(120_000)}{}]}`;
    expect((await asked({ status: 200, body: endless })).told).toEqual({ ok: false, refusal: 'unavailable' });
  });
});
