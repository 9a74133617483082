import type { ReportCredentials } from '@diboas/providers-kit';
import { startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { describe, expect, it } from 'vitest';
import { createChainalysisScreening } from './desk.ts';

const ADDRESS = '0x1da5821544e25c636c1417Ba96Ade4Cf6D2f9B5A';

const ENTITY = {
  ...{ address: ADDRESS.toLowerCase(), status: 'COMPLETE', risk: 'Low', riskReason: null, cluster: null },
  ...{ addressType: 'PRIVATE_WALLET', addressIdentifications: [], exposures: [], triggers: [] },
};

async function asked(act: WireAct, service: 'entities' | 'sanctions' = 'entities') {
  const server = await startLoopbackServer(() => act);
  const news: Parameters<ReportCredentials>[0][] = [];
  try {
    const desk = createChainalysisScreening({
      ...{ apiKey: 'key-1', service, baseUrl: `${server.url}/`, timeoutMs: 20_000, now: () => 0 },
      reportCredentials: (one) => news.push(one),
    });
    const told = await desk.screen({ network: 'ethereum', address: ADDRESS });
    return { told, news, received: server.received };
  } finally {
    await server.close();
  }
}

const entity = (changes: object) => ({ status: 200, body: JSON.stringify({ ...ENTITY, ...changes }) });

describe('Chainalysis', () => {
  it('is asked once by the path and the header of its service', async () => {
    const { received, told } = await asked(entity({}));
    expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /api/risk/v2/entities/${ADDRESS}`,
    ]);
    expect(received[0]?.headers).toMatchObject({ token: 'key-1' });
    expect(told).toEqual({ ok: true, value: { risk: 'clear', findings: [] } });
    const free = await asked({ status: 200, body: '{"identifications":[]}' }, 'sanctions');
    expect(free.received.map(({ path }) => path)).toEqual([`/api/v1/address/${ADDRESS.toLowerCase()}`]);
    expect(free.received[0]?.headers).toMatchObject({ 'x-api-key': 'key-1' });
    expect(free.received[0]?.headers).not.toHaveProperty('token');
    expect(free.told).toEqual({ ok: true, value: { risk: 'clear', findings: [] } });
  });

  it.each(['Medium', 'High', 'Severe'])(
    'M24: a risk that it calls %s is elevated, and says why',
    async (risk) => {
      const triggers = [
        { category: 'sanctioned entity', percentage: 3, message: '3% > 1%', ruleTriggered: {} },
      ];
      expect((await asked(entity({ risk, riskReason: 'Indirect exposure', triggers }))).told).toEqual({
        ok: true,
        value: {
          risk: 'elevated',
          findings: [
            { category: 'sanctions', words: 'sanctioned entity: 3% > 1%' },
            { category: 'other', words: `${risk} risk: Indirect exposure` },
          ],
        },
      });
    },
  );

  it('M24: whom it takes for somebody on a list is sanctioned, by a cluster as by the address itself', async () => {
    const cluster = { name: 'A Company', category: 'sanctioned entity' };
    for (const changes of [{ cluster }, { addressIdentifications: [cluster] }])
      expect((await asked(entity(changes))).told).toEqual({
        ok: true,
        value: {
          risk: 'sanctioned',
          findings: [{ category: 'sanctions', words: 'sanctioned entity: A Company' }],
        },
      });
  });

  it('has words of one line, however they were written', async () => {
    const body = JSON.stringify({
      identifications: [{ category: 'sanctions', name: `SDN\n\u0000Somebody ${'x'.repeat(400)}` }],
    });
    const { told } = await asked({ status: 200, body }, 'sanctions');
    expect(told.ok && told.value.findings[0]?.words).toMatch(/^sanctions: SDN Somebody x+$/);
    expect(told.ok && told.value.findings[0]?.words.length).toBeLessThan(400);
  });

  it('M24: whoever is named by the free service is not clear, whatever they are called', async () => {
    const body = '{"identifications":[{"category":"something new","name":"Somebody"}]}';
    expect((await asked({ status: 200, body }, 'sanctions')).told).toMatchObject({
      value: { risk: 'elevated' },
    });
  });

  it.each([401, 403])('says that our key is refused where it answers %d', async (status) => {
    const { told, news } = await asked({ status, body: '{"message":"no"}' });
    expect(told).toEqual({ ok: false, refusal: 'unavailable' });
    const detail = expect.stringContaining('CHAINALYSIS_API_KEY');
    expect(news).toMatchObject([{ state: 'refused', detail }]);
  });

  it('is not followed elsewhere', async () => {
    const moved = await asked({ status: 302, headers: { location: '/api/v1/address/x' }, body: '' });
    expect([moved.told, moved.received.length]).toEqual([{ ok: false, refusal: 'unavailable' }, 1]);
  });
});
