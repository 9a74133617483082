import { describe, expect, it } from 'vitest';
import { NoAnswerError, ProviderRefusalError, UnreadableBodyError } from '../calling/call-errors.ts';
import type { AddressFinding, RiskCategory } from '../manifest/address-screening.ts';
import { askForRisk, riskOf } from './ask-for-risk.ts';

const found = (category: RiskCategory): AddressFinding => ({ category, words: category });
const clear = { risk: 'clear', findings: [] } as const;

describe('what a provider said comes to', () => {
  it('sanctioned, by an owner alone, however little the provider minds', () => {
    const [owner, other, exposure] = [found('sanctions'), found('other'), found('mixing')];
    expect(riskOf({ owners: [other, owner], exposures: [exposure], grade: null })).toEqual({
      risk: 'sanctioned',
      findings: [owner, exposure],
    });
    expect(riskOf({ owners: [], exposures: [owner], grade: 'High risk' })).toEqual({
      risk: 'elevated',
      findings: [owner, { category: 'other', words: 'High risk' }],
    });
  });

  it.each(['terrorism', 'child_abuse', 'theft', 'sanctioned_place', 'mixing'] as const)(
    'elevated, by an owner of the kind %s that the provider would let pass',
    (category) => {
      const owner = found(category);
      expect(riskOf({ owners: [owner], exposures: [], grade: null })).toEqual({
        risk: 'elevated',
        findings: [owner],
      });
    },
  );

  it.each(['gambling', 'no_identity', 'other'] as const)(
    'clear, by an owner of the kind %s that the provider lets pass',
    (category) => {
      expect(riskOf({ owners: [found(category)], exposures: [], grade: null })).toEqual(clear);
      expect(riskOf({ owners: [found(category)], exposures: [], grade: 'High risk' })).toMatchObject({
        risk: 'elevated',
      });
    },
  );
});

describe('an asking ends', () => {
  const words = { code: 'refused', requestId: null };

  it.each([
    [new ProviderRefusalError(400, words, null), 'unsupported'],
    [new ProviderRefusalError(422, words, null), 'unsupported'],
    [new ProviderRefusalError(401, words, null), 'unavailable'],
    [new ProviderRefusalError(404, words, null), 'unavailable'],
    [new ProviderRefusalError(429, words, null), 'unavailable'],
    [new ProviderRefusalError(500, words, null), 'unavailable'],
    [new UnreadableBodyError(400), 'unavailable'],
    [new NoAnswerError('ECONNRESET'), 'unavailable'],
    [new Error('a bug'), 'unavailable'],
  ] as const)('without a risk where the call ended with %s: %s', async (error, refusal) => {
    expect(
      await askForRisk(
        () => Promise.reject(error),
        () => clear,
      ),
    ).toEqual({ ok: false, refusal });
  });

  it('without a risk where nobody knows what the answer says', async () => {
    const none = { ok: false, refusal: 'unavailable' };
    expect(
      await askForRisk(
        async () => ({}),
        () => null,
      ),
    ).toEqual(none);
    expect(
      await askForRisk(
        async () => ({}),
        () => clear,
      ),
    ).toEqual({ ok: true, value: clear });
  });
});
