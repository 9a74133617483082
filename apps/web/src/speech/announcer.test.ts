import { describe, expect, it } from 'vitest';
import { createAnnouncer } from './announcer.ts';

function createScene() {
  const regions = new Map(['speech-polite', 'speech-urgent'].map((id) => [id, { textContent: '' }]));
  const document = { getElementById: (id: string) => (regions.get(id) ?? null) as HTMLElement | null };
  const spoken = async (id: string) => {
    await Promise.resolve();
    return regions.get(id)?.textContent;
  };
  return { announcer: createAnnouncer(document), spoken };
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
});
