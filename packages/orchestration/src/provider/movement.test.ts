import { money } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { type Movement, mergeMovements } from './movement.ts';

const ADDRESS = 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4';

const given = (destination: string): Movement => ({
  ...{ kind: 'given', id: 'one', money: money('BTC', 1_000n), network: 'bitcoin' },
  ...{ destination, networkReference: 'tx', reason: null },
});

describe('a movement that is told again with its address', () => {
  it('in other letters that mean the same is no contradiction, and comes to the same in any order', () => {
    const [small, large] = [given(ADDRESS), given(ADDRESS.toUpperCase())];
    const one = mergeMovements([small], [large]);
    const other = mergeMovements([large], [small]);
    expect(one).toMatchObject({ ok: true, value: { all: [large] } });
    expect(other).toMatchObject({ ok: true, value: { all: [large], news: [] } });
    expect(mergeMovements([large], [small, large])).toEqual(other);
  });

  it('that is another one contradicts itself', () => {
    expect(mergeMovements([given(ADDRESS)], [given('1BoatSLRHtKNngkdXEeobR76b53LETtpyT')])).toEqual({
      ok: false,
      refusal: 'contradiction',
    });
  });
});
