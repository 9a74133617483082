import { money } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { SCORE_WEIGHTS } from '../agreement/explanation.ts';
import { priceOf } from '../agreement/price.ts';
import { recordCalls, unknownHealth } from '../provider/health.ts';
import { type Candidate, rankProviders } from './routing.ts';

const NOW = 1_000_000;

function candidate(provider: string, over: { fee?: bigint; seconds?: number; bad?: number } = {}): Candidate {
  const pay = money('USD', 100_00n);
  const fee = {
    tier: 'provider',
    amount: money('USD', over.fee ?? 100n),
    takenBy: 'x',
    purpose: 'conversion',
    basis: { kind: 'quoted', by: 'x' },
  } as const;
  const deliver = money('USDC', 100_000_000n);
  const price = priceOf(pay, [fee]);
  const calls = Array.from({ length: over.bad ?? 0 }, () => ({ quality: 'bad', ms: 1, at: NOW }) as const);
  return {
    provider,
    health: recordCalls(unknownHealth(provider, NOW), calls),
    support: 1,
    offer: {
      ok: true,
      estimate: { fromSeconds: 1, toSeconds: over.seconds ?? 60, source: 'provider' },
      pricing: {
        price,
        receive: { money: deliver, network: 'solana' },
        order: { pay, payNetwork: 'fiat', deliver, network: 'solana', chargeMax: price.total },
      },
    },
  };
}

function order(...candidates: Candidate[]): string[] {
  return rankProviders(candidates, NOW).explanation.ranked.map((one) => one.provider);
}

describe('routing', () => {
  it('weighs to a hundred, and gives all of them to the best in everything', () => {
    expect(Object.values(SCORE_WEIGHTS).reduce((sum, weight) => sum + weight, 0)).toBe(100);
    const [best] = rankProviders([candidate('a')], NOW).explanation.ranked;
    expect(best?.score).toBe(100);
  });

  it('M10 prefers the cheaper, the faster and the more reliable', () => {
    expect(order(candidate('dear', { fee: 5_000n }), candidate('cheap'))).toEqual(['cheap', 'dear']);
    expect(order(candidate('slow', { seconds: 600 }), candidate('fast'))).toEqual(['fast', 'slow']);
    expect(order(candidate('flaky', { bad: 3 }), candidate('steady'))).toEqual(['steady', 'flaky']);
  });

  it('M54 by what arrives prefers whoever brings most for what is paid, however dear and slow', () => {
    const more = candidate('more', { seconds: 6_000, bad: 3 });
    const brings = (units: bigint): Candidate => ({
      ...more,
      offer: more.offer.ok
        ? {
            ...more.offer,
            pricing: { ...more.offer.pricing, receive: { money: money('USDC', units), network: 'solana' } },
          }
        : more.offer,
    });
    const first = (...all: Candidate[]) =>
      rankProviders(all, NOW, 'received').explanation.ranked.map(({ provider }) => provider)[0];
    expect(first(candidate('quick'), brings(100_000_001n))).toBe('more');
    expect(first(candidate('quick'), brings(99_999_999n))).toBe('quick');
    // Of those who bring the same the score decides, and whoever is broken brings nothing.
    expect(first(brings(100_000_000n), candidate('quick'))).toBe('quick');
    expect(rankProviders([candidate('quick')], NOW, 'received').explanation.reason).toBe('most_received');
  });

  it('takes whoever comes last only after all others, however much it brings, and alone where nobody else can', () => {
    const spare = { ...candidate('spare', { fee: 1n }), comesLast: true };
    const away: Candidate = { ...candidate('away'), offer: { ok: false, refusal: 'unavailable' } };
    expect(order(spare, candidate('dear', { fee: 5_000n }))).toEqual(['dear', 'spare']);
    const { explanation } = rankProviders([spare, candidate('dear', { fee: 5_000n })], NOW, 'received');
    expect(explanation.ranked.map(({ provider }) => provider)).toEqual(['dear', 'spare']);
    expect(order(away, spare)).toEqual(['spare']);
  });

  it('leaves equals as they were given, which is the order of the list of providers', () => {
    expect(order(candidate('b'), candidate('a'))).toEqual(['b', 'a']);
    expect(order(candidate('a'), candidate('b'))).toEqual(['a', 'b']);
  });

  it('leaves out whoever is switched off, broken or refuses, and says why', () => {
    const off = candidate('off');
    const killed = { ...off, health: { ...off.health, killed: { reason: 'test', by: 'x', at: NOW } } };
    const refused: Candidate = { ...candidate('refused'), offer: { ok: false, refusal: 'unsupported' } };
    const broken = candidate('broken', { bad: 5 });
    const { eligible, explanation } = rankProviders([killed, refused, broken, candidate('good')], NOW);
    expect(eligible.map((one) => one.candidate.provider)).toEqual(['good']);
    expect(explanation.left_out).toEqual([
      { provider: 'off', why: 'switched_off' },
      { provider: 'refused', why: 'unsupported' },
      { provider: 'broken', why: 'breaker_open' },
    ]);
  });
});
