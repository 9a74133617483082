import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findSignedOut } from '../first/first-look.ts';
import { openCall } from './open-call.ts';

/** A line that takes a request and never brings an answer: it ends only when the page gives it up. */
const swallow = (_: string, { signal }: RequestInit) =>
  new Promise<Response>((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('given up', 'AbortError')));
  });

describe('a line that swallows what is asked', () => {
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('fetch', swallow);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it.each([
    ['asking for a link', () => openCall('requestLink', { body: { email: 'ana@example.com' } })],
    ['signing out', () => openCall('signOut', { body: {} })],
    ['looking who is signed in', () => openCall('readSignedIn', {})],
  ])('keeps nobody waiting for ever who is %s', async (_, ask) => {
    const answer = ask();
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await answer).toMatchObject({ ok: false, refusal: { kind: 'no_answer' } });
  });

  it('keeps no page from being drawn', async () => {
    const isSignedOut = findSignedOut('/');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(await isSignedOut).toBeNull();
  });
});
