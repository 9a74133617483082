import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  attempt,
  browserLanguages,
  keep,
  openChannel,
  openWebSocket,
  randomUuid,
  readKept,
  timeoutSignal,
} from './capabilities.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const throws = class {
  constructor() {
    throw new DOMException('refused by policy', 'SecurityError');
  }
};

afterEach(() => vi.unstubAllGlobals());

describe('what a browser may lack or refuse', () => {
  it.each([
    ['as it is', crypto],
    [
      'without randomUUID, as on plain http',
      { getRandomValues: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes) },
    ],
    ['without any of it', undefined],
  ])('makes another id each time with crypto %s', (_, given) => {
    vi.stubGlobal('crypto', given);
    const ids = Array.from({ length: 100 }, randomUuid);
    for (const id of ids) expect(id).toMatch(UUID);
    expect(new Set(ids).size).toBe(100);
  });

  it('does without a socket, a channel, a signal and storage that are refused', () => {
    for (const name of ['WebSocket', 'BroadcastChannel', 'AbortController']) vi.stubGlobal(name, throws);
    vi.stubGlobal('localStorage', { getItem: () => new throws(), setItem: () => new throws() });
    expect(openWebSocket(new URL('ws://diboas.test'))).toBeNull();
    expect(openChannel('session')).toBeNull();
    expect(timeoutSignal(1_000)).toBeUndefined();
    expect(readKept('language')).toBeNull();
    expect(keep('language', 'de')).toBe(false);
  });

  it('knows no language where the browser names none', () => {
    vi.stubGlobal('navigator', undefined);
    expect(browserLanguages()).toEqual([]);
    vi.stubGlobal('navigator', { languages: undefined, language: 7 });
    expect(browserLanguages()).toEqual([]);
    vi.stubGlobal('navigator', { languages: ['de'], language: 'en' });
    expect(browserLanguages()).toEqual(['de', 'en']);
  });

  it('answers with nothing for what throws', () => {
    expect(attempt(() => new throws())).toBeUndefined();
    expect(attempt(() => 1)).toBe(1);
  });
});
