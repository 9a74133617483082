import { describe, expect, it } from 'vitest';
import { liveUrl, readLiveMessage } from './live.ts';

describe('the wire of the live stream', () => {
  it('is as safe as the page, and goes on after what is known', () => {
    expect(liveUrl('https://app.example/transactions?x=1#y', 7).href).toBe(
      'wss://app.example/v1/live?after=7',
    );
    expect(liveUrl('http://127.0.0.1:3000/', null).href).toBe('ws://127.0.0.1:3000/v1/live');
  });

  it('leaves out what is no message of ours', () => {
    const message = { type: 'caught_up', seq: 3, at: '2026-11-23T05:00:00.000Z' };
    expect(readLiveMessage(JSON.stringify(message))).toEqual(message);
    for (const data of ['{', '"hello"', '{"type":"news","seq":1}', new ArrayBuffer(2), null])
      expect(readLiveMessage(data)).toBeNull();
  });
});
