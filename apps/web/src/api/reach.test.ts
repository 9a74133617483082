import { createCall } from '@diboas/client';
import { ROUTES } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { createReach } from './reach.ts';

describe('W41 whether the server can be reached', () => {
  it('is what the calls find out, with the time of the last answer', async () => {
    let now = 1_000;
    let network: 'up' | 'down' | 'somebody else' = 'up';
    const reach = createReach(() => now);
    const fetch = (() => {
      if (network === 'down') return Promise.reject(new TypeError('no network'));
      const body = network === 'up' ? '{"items":[]}' : '<html>Please sign in to this Wi-Fi</html>';
      return Promise.resolve(new Response(body, { status: 200 }));
    }) as typeof globalThis.fetch;
    const call = createCall({
      routeOf: (name) => ROUTES[name],
      fetch,
      patience: () => undefined,
      onSignedOut: () => {},
      onReach: reach.report,
      onTime: () => {},
    });
    const told: (number | null)[] = [];
    reach.subscribe(() => told.push(reach.lostSince()));

    await call('listDrafts', {});
    expect(reach.lostSince()).toBeNull();
    now = 2_000;
    network = 'down';
    await call('listDrafts', {});
    await call('listDrafts', {});
    network = 'somebody else';
    await call('listDrafts', {});
    expect(reach.lostSince()).toBe(1_000);
    network = 'up';
    await call('listDrafts', {});
    expect(told).toEqual([1_000, null]);
  });
});
