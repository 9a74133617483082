import type { ReportCredentials } from '@diboas/providers-kit';
import { startLoopbackServer, type WireAct } from '@diboas/providers-kit/contract';
import { describe, expect, it } from 'vitest';
import { createTrmScreening } from './desk.ts';

const ADDRESS = '0x1da5821544e25c636c1417Ba96Ade4Cf6D2f9B5A';

const RESULT = {
  ...{ accountExternalId: null, address: ADDRESS.toLowerCase(), addressSubmitted: ADDRESS },
  ...{ addressRiskIndicators: [], entities: [], chain: 'ethereum', trmAppUrl: 'https://my.trmlabs.com/' },
};

const indicator = (category: string, label: string, riskType: string) => ({
  ...{ category, categoryId: '1', categoryRiskScoreLevel: 5, categoryRiskScoreLevelLabel: label, riskType },
  ...{ incomingVolumeUsd: '1.5', outgoingVolumeUsd: '2', totalVolumeUsd: '3.5' },
});

async function asked(act: WireAct) {
  const server = await startLoopbackServer(() => act);
  const news: Parameters<ReportCredentials>[0][] = [];
  try {
    const desk = createTrmScreening({
      ...{ apiKey: 'key-1', baseUrl: server.url, timeoutMs: 20_000, now: () => 0 },
      reportCredentials: (one) => news.push(one),
    });
    const told = await desk.screen({ network: 'ethereum', address: ADDRESS });
    return { told, news, received: server.received };
  } finally {
    await server.close();
  }
}

const result = (changes: object) => ({ status: 201, body: JSON.stringify([{ ...RESULT, ...changes }]) });

describe('TRM', () => {
  it('is asked once, for one address, with the key as both halves of a login', async () => {
    const { received, told } = await asked(result({}));
    expect(received.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /public/v2/screening/addresses',
    ]);
    expect(JSON.parse(received[0]?.body.toString('utf8') ?? '')).toEqual([
      { address: ADDRESS, chain: 'ethereum' },
    ]);
    const login = Buffer.from('key-1:key-1').toString('base64');
    expect(received[0]?.headers).toMatchObject({ authorization: `Basic ${login}` });
    expect(told).toEqual({ ok: true, value: { risk: 'clear', findings: [] } });
  });

  it('M24: an address whose owner is on a list is sanctioned, by an indicator as by an entity', async () => {
    const entity = { category: 'Sanctions', entity: 'A Group', riskScoreLevelLabel: 'Severe' };
    expect((await asked(result({ entities: [entity] }))).told).toEqual({
      ok: true,
      value: {
        risk: 'sanctioned',
        findings: [{ category: 'sanctions', words: 'Sanctions (Severe): A Group' }],
      },
    });
    const owned = { addressRiskIndicators: [indicator('Sanctions', 'Severe', 'OWNERSHIP')] };
    expect((await asked(result(owned))).told).toMatchObject({ value: { risk: 'sanctioned' } });
  });

  it.each([
    ['Unknown', 'clear'],
    ['Low', 'clear'],
    ['Medium', 'elevated'],
    ['High', 'elevated'],
    ['Severe', 'elevated'],
  ])('M24: what it has to do with others at the level %s is %s', async (label, risk) => {
    for (const riskType of ['COUNTERPARTY', 'INDIRECT']) {
      const changes = { addressRiskIndicators: [indicator('Sanctions', label, riskType)] };
      expect((await asked(result(changes))).told).toMatchObject({ ok: true, value: { risk } });
    }
    const highest = await asked(result({ addressHighestRiskScoreLevelLabel: label }));
    expect(highest.told).toMatchObject({ ok: true, value: { risk } });
  });

  it('names what it found, and how bad all of it is', async () => {
    const changes = {
      addressRiskIndicators: [
        indicator('Mixer', 'High', 'COUNTERPARTY'),
        indicator('Decentralized Exchange', 'Low', 'COUNTERPARTY'),
      ],
    };
    expect((await asked(result(changes))).told).toMatchObject({
      value: {
        findings: [
          { category: 'mixing', words: 'Mixer (High): counterparty' },
          { category: 'other', words: 'High risk' },
        ],
      },
    });
  });

  it('says that our key is refused, and that it reads no such address', async () => {
    const { told, news } = await asked({ status: 401, body: '{"message":"Your API key is wrong."}' });
    expect(told).toEqual({ ok: false, refusal: 'unavailable' });
    expect(news).toMatchObject([{ state: 'refused', detail: expect.stringContaining('TRM_API_KEY') }]);
    const invalid = await asked({ status: 422, body: '{"message":"chain is invalid"}' });
    expect(invalid.told).toEqual({ ok: false, refusal: 'unsupported' });
  });
});
