import { LIVE_CLOSE, type LiveAsk, type LiveMessage } from '@diboas/protocol';
import { describe, expect, it } from 'vitest';
import { sampleTransaction } from '../api/sample-transaction.ts';
import { createLiveConnection } from './connection.ts';
import { backoffMs, type LinkFacts, linkState, pollDelayMs } from './link-state.ts';
import type { LiveHost } from './reconnecting-socket.ts';

const AT = '2026-11-23T05:00:00.000Z';

interface ScriptedSocket {
  after: number | null;
  open: boolean;
  say(message: LiveMessage): void;
  cut(code?: number): void;
}

/** A network and a clock that the test moves by hand. */
function createScene() {
  let now = 1_000_000;
  const timers = new Set<{ at: number; run: () => void }>();
  const sockets: ScriptedSocket[] = [];
  const seen: string[] = [];
  let facts: LinkFacts | null = null;
  const host: LiveHost = {
    open(after, on) {
      const socket = {
        after,
        open: true,
        say: (message: LiveMessage) => on.message(JSON.stringify(message)),
        cut: (code = 1006) => {
          socket.open = false;
          on.close(code);
        },
      };
      sockets.push(socket);
      return {
        send: (text) => void seen.push(`said ${text}`),
        close: () => {
          socket.open = false;
        },
      };
    },
    ticks: () => now,
    hear: () => {},
    random: () => 0,
    after(delayMs, run) {
      const timer = { at: now + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  const connection = createLiveConnection(host, {
    onView: (view, changed) => void seen.push(`view ${view.seq} ${changed.length}`),
    onLink: (next) => {
      facts = next;
    },
    ...{ onFullFetch: () => void seen.push('fetch'), onNews: () => void seen.push('news') },
    onSignedOut: () => void seen.push('signed out'),
    onPrices: ({ items }) => void seen.push(`prices ${items.map(({ asset }) => asset).join(' ')}`),
  });
  return {
    connection,
    sockets,
    seen,
    last: () => {
      const socket = sockets.at(-1);
      if (!socket) throw new Error('no socket was opened');
      return socket;
    },
    state: () => (facts ? linkState(facts, now).kind : null),
    /** The machine is away: the clock goes on and no timer runs. */
    sleep(ms: number) {
      now += ms;
    },
    pass(ms: number) {
      const end = now + ms;
      for (;;) {
        const due = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        timers.delete(due);
        now = Math.max(now, due.at);
        due.run();
      }
      now = end;
    },
  };
}

const hello = (seq: number): LiveMessage => ({ type: 'hello', seq, heartbeatMs: 3_000, at: AT });
const caughtUp = (seq: number): LiveMessage => ({ type: 'caught_up', seq, at: AT });
const change = (seq: number): LiveMessage => ({
  type: 'change',
  seq,
  at: AT,
  transaction: sampleTransaction({ version: seq, seq }),
});

function live() {
  const scene = createScene();
  scene.last().say(hello(4));
  scene.last().say(caughtUp(4));
  return scene;
}

describe('the live connection', () => {
  it('starts at now and has the page fetched once more, because it may be older than now', () => {
    const scene = live();
    expect(scene.last().after).toBeNull();
    expect(scene.seen).toEqual(['view 4 0', 'fetch']);
    expect(scene.state()).toBe('live');
  });

  it('R3 reconnects from the last seq and says nothing if nothing was missed', () => {
    const scene = live();
    scene.last().say(change(5));
    scene.seen.length = 0;
    scene.last().cut();
    scene.pass(1_000);
    expect(scene.last().after).toBe(5);
    scene.last().say(hello(5));
    scene.last().say(caughtUp(5));
    expect(scene.seen).toEqual([]);
    expect(scene.state()).toBe('live');
  });

  it('M32 says which prices the page shows once a socket is open, and again on the next', () => {
    const scene = createScene();
    const ask: LiveAsk = { type: 'prices', currency: 'USD', assets: ['BTC'] };
    scene.connection.show(ask);
    expect(scene.seen).toEqual([]);
    scene.last().say(hello(4));
    expect(scene.seen[0]).toBe(`said ${JSON.stringify(ask)}`);
    scene.last().say(caughtUp(4));
    const price = { asset: 'BTC', price: '1', at: AT, isOld: false };
    scene.last().say({ type: 'prices', at: AT, currency: 'USD', items: [price] });
    expect(scene.seen.at(-1)).toBe('prices BTC');
    expect(scene.seen.filter((one) => one.startsWith('said'))).toHaveLength(1);
    expect(scene.state()).toBe('live');
    scene.last().cut();
    scene.seen.length = 0;
    scene.connection.show({ ...ask, assets: [] });
    scene.pass(1_000);
    expect(scene.seen).toEqual([]);
    scene.last().say(hello(4));
    expect(scene.seen).toEqual([`said ${JSON.stringify({ ...ask, assets: [] })}`]);
  });

  it('R4 waits 1, 2, 4 and up to 30 s between tries, and starts over once it was caught up', () => {
    const scene = live();
    for (const wait of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
      const before = scene.sockets.length;
      scene.last().cut();
      scene.pass(wait - 1);
      expect(scene.sockets).toHaveLength(before);
      scene.pass(1);
      expect(scene.sockets).toHaveLength(before + 1);
    }
    scene.last().say(hello(4));
    scene.last().say(caughtUp(4));
    scene.last().cut();
    scene.pass(1_000);
    expect(scene.sockets).toHaveLength(9);
    expect(backoffMs(0, 1)).toBe(500);
  });

  it('R4 tries at once when the network or the person comes back', () => {
    const scene = live();
    scene.last().cut();
    scene.connection.tryNow();
    expect(scene.sockets).toHaveLength(2);
  });

  it('R4 R7 does not trust a socket that was silent over a sleep, and keeps one that is heard', () => {
    const scene = live();
    scene.connection.tryNow();
    expect(scene.sockets).toHaveLength(1);
    scene.sleep(8 * 3_600_000);
    scene.connection.tryNow();
    scene.pass(0);
    expect(scene.sockets[0]?.open).toBe(false);
    expect(scene.last().after).toBe(4);
    expect(scene.sockets).toHaveLength(2);
  });

  it('R6 is not live after ten seconds of silence, and drops the silent socket', () => {
    const scene = live();
    scene.pass(9_999);
    expect(scene.state()).toBe('live');
    scene.pass(2);
    expect(scene.state()).toBe('not_live');
    scene.pass(5_000);
    expect(scene.sockets[0]?.open).toBe(false);
    expect(scene.sockets.length).toBeGreaterThan(1);
  });

  it('R2 closes a gap by asking again from its own seq', () => {
    const scene = live();
    scene.last().say(change(6));
    scene.pass(0);
    expect(scene.last().after).toBe(4);
  });

  it('stops and tells when the session ended', () => {
    const scene = live();
    scene.last().cut(LIVE_CLOSE.sessionEnded);
    scene.pass(60_000);
    expect(scene.seen).toContain('signed out');
    expect(scene.sockets).toHaveLength(1);
  });

  it('ignores what it does not understand', () => {
    const scene = live();
    const before = [...scene.seen];
    scene.last().say({ type: 'weather', seq: 9 } as unknown as LiveMessage);
    expect(scene.seen).toEqual(before);
  });

  it('R5 polls every 5 s for 30 s, then 15 s to 2 min, then 30 s', () => {
    expect([0, 29_999, 30_000, 119_999, 120_000, 9e9].map(pollDelayMs)).toEqual([
      5_000, 5_000, 15_000, 15_000, 30_000, 30_000,
    ]);
  });
});
