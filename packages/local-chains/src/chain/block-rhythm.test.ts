import { describe, expect, it, onTestFinished } from 'vitest';
import { createBlockRhythm } from './block-rhythm.ts';

describe('the rhythm of blocks', () => {
  it('of its own clock goes on until it stands still', async () => {
    let blocks = 0;
    const rhythm = createBlockRhythm({ everyMs: 1 }, async () => {
      blocks += 1;
    });
    onTestFinished(rhythm.stop);
    await expect.poll(() => blocks).toBeGreaterThan(2);
    rhythm.stall();
    const atStall = blocks;
    expect(rhythm.resume()).toBe(false);
    await expect.poll(() => blocks).toBeGreaterThan(atStall);
  });

  it('by hand or at once has no clock, and only the latter a block for each transaction', () => {
    const never = async (): Promise<void> => expect.unreachable('nobody asked for a block');
    const byHand = createBlockRhythm('by-hand', never);
    const atOnce = createBlockRhythm('at-once', never);
    expect([byHand.isDueAtOnce(), byHand.resume()]).toEqual([false, false]);
    expect(atOnce.isDueAtOnce()).toBe(true);
    atOnce.stall();
    expect(atOnce.isDueAtOnce()).toBe(false);
    expect([atOnce.resume(), atOnce.isDueAtOnce()]).toEqual([true, true]);
  });
});
