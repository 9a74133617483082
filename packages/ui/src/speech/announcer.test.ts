import { describe, expect, it } from 'vitest';
import { createAnnouncer } from './announcer.ts';

function createScene() {
  const regions = new Map(['speech-polite', 'speech-urgent'].map((id) => [id, { textContent: '' }]));
  const document = { getElementById: (id: string) => (regions.get(id) ?? null) as HTMLElement | null };
  const spoken = async (id: string) => {
    await Promise.resolve();
    return regions.get(id)?.textContent;
  };
  const timers: { at: number; run: () => void }[] = [];
  let now = 0;
  const pass = (ms: number): void => {
    now += ms;
    for (const timer of timers.filter(({ at }) => at <= now)) {
      timers.splice(timers.indexOf(timer), 1);
      timer.run();
    }
  };
  const announcer = createAnnouncer(document, (delayMs, run) => timers.push({ at: now + delayMs, run }));
  return { announcer, spoken, pass };
}

describe('what is said aloud', () => {
  it('R23 two changes at once are both said', async () => {
    const { announcer, spoken } = createScene();
    announcer.say('First');
    announcer.say('Second');
    announcer.say('Third', 'urgent');
    expect(await spoken('speech-polite')).toBe('First. Second');
    expect(await spoken('speech-urgent')).toBe('Third');
  });

  it('the same words again are a change for a screen reader', async () => {
    const { announcer, spoken } = createScene();
    announcer.say('Copied');
    expect(await spoken('speech-polite')).toBe('Copied');
    announcer.say('Copied');
    expect(await spoken('speech-polite')).toBe('Copied\u00a0');
  });

  it('stands for five seconds, counted from what was said last', async () => {
    const { announcer, spoken, pass } = createScene();
    announcer.say('Confirm your payment', 'urgent');
    expect(await spoken('speech-urgent')).toBe('Confirm your payment');
    pass(4_000);
    announcer.say('Done', 'urgent');
    expect(await spoken('speech-urgent')).toBe('Done');
    pass(4_999);
    expect(await spoken('speech-urgent')).toBe('Done');
    pass(1);
    expect(await spoken('speech-urgent')).toBe('');
  });

  it('is not what a title says that takes the focus at that moment', async () => {
    const { announcer, spoken, pass } = createScene();
    announcer.sayUnlessRead('Adding $10.00: Confirm', 'Confirm', 'urgent');
    pass(100);
    announcer.read('Confirm');
    pass(200);
    expect(await spoken('speech-urgent')).toBe('');
    pass(5_000);
    announcer.sayUnlessRead('Adding $10.00: Confirm', 'Confirm', 'urgent');
    pass(300);
    expect(await spoken('speech-urgent')).toBe('Adding $10.00: Confirm');
  });
});
