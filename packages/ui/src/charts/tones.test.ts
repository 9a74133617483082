import { describe, expect, it } from 'vitest';
import { plotOf } from './plot.ts';
import { lengthOf, playTones, tonesOf } from './tones.ts';

const spotsOf = (...values: readonly (bigint | null)[]) => plotOf(values.map((y, x) => ({ x, y }))).spots;

describe('a line as tones', () => {
  it('is higher where the value is, and silent where nobody knows', () => {
    const [low, high, none, middle] = tonesOf(spotsOf(1n, 9n, null, 5n)).map(({ frequency }) => frequency);
    expect(low).toBeLessThan(middle ?? 0);
    expect(middle).toBeCloseTo(440, 0);
    expect(high).toBeGreaterThan(middle ?? 0);
    expect(none).toBeNull();
  });

  it('has a tone a point, in order; of many points so few that all are heard in five seconds', () => {
    const tones = tonesOf(spotsOf(...Array.from({ length: 400 }, (_, index) => BigInt(index))));
    expect([tones[0]?.place, tones.at(-1)?.place]).toEqual([0, 399]);
    expect(lengthOf(tones)).toBeLessThanOrEqual(5_100);
    expect(tones.map(({ atMs }) => atMs)).toEqual(
      tones.map(({ atMs }) => atMs).toSorted((one, other) => one - other),
    );
    expect(tonesOf(spotsOf(7n))).toMatchObject([{ place: 0 }]);
    expect(tonesOf([])).toEqual([]);
  });

  it('begins when it is played, is silent at the end, and is let go of', () => {
    const told: string[] = [];
    const param = (name: string) => ({
      setTargetAtTime: (value: number, at: number) =>
        told.push(`${name} ${value.toFixed(2)} ${at.toFixed(2)}`),
    });
    const audio = {
      currentTime: 2,
      destination: {},
      createOscillator: () => ({
        ...{ type: '', frequency: param('pitch'), connect() {} },
        start: () => told.push('start'),
        stop: (at: number) => told.push(`stop ${at.toFixed(2)}`),
      }),
      createGain: () => ({ gain: param('volume'), connect() {} }),
      close: async () => void told.push('close'),
    };
    const end = playTones(tonesOf(spotsOf(1n, null)), () => audio as never);
    expect(told).toContain('volume 0.12 2.00');
    expect(told).toContain('volume 0.00 2.09');
    expect(told.at(-1)).toBe('stop 2.38');
    end();
    expect(told.at(-1)).toBe('close');
  });
});
