import { formatInstant } from '@diboas/kernel';
import { type LivePrices, liveMessage } from '@diboas/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPriceFan } from './price-fan.ts';

const START = Date.UTC(2026, 10, 29, 12);

beforeEach(() => {
  vi.useFakeTimers({ now: START });
});
afterEach(() => {
  vi.useRealTimers();
});

function openFan() {
  const prices = new Map<string, { price: string; isOld: boolean }>();
  const fan = createPriceFan({
    now: Date.now,
    source: {
      priceOf(asset, currency) {
        const known = prices.get(`${asset}/${currency}`);
        return known ? { asset, at: formatInstant(START), ...known } : null;
      },
    },
  });
  function open(room = { is: true }) {
    const told: LivePrices[] = [];
    const screen = {
      hasRoom: () => room.is,
      sendText(text: string) {
        const message = liveMessage.parse(JSON.parse(text));
        return message.type === 'prices' && told.push(message) > 0;
      },
    };
    const words = () =>
      told
        .splice(0)
        .map(({ currency, items }) =>
          [
            currency,
            ...items.map(({ asset, price, isOld }) => `${asset} ${price}${isOld ? ' old' : ''}`),
          ].join(' '),
        );
    return { screen, words, room };
  }
  const setQuietly = (pair: string, price: string, isOld = false) => void prices.set(pair, { price, isOld });
  return {
    ...{ fan, open, setQuietly },
    set(pair: string, price: string) {
      setQuietly(pair, price);
      fan.notice();
    },
  };
}

describe('prices on their way to screens', () => {
  it('M32 are told at once as a screen says what it shows, and then as they change', () => {
    const { fan, open, set } = openFan();
    set('BTC/USD', '100');
    set('ETH/USD', '10');
    const { screen, words } = open();
    fan.show(screen, { type: 'prices', currency: 'USD', assets: ['BTC', 'ETH', 'NONE'] });
    expect(words()).toEqual(['USD BTC 100 ETH 10']);
    vi.advanceTimersByTime(1_000);
    set('ETH/USD', '11');
    vi.advanceTimersByTime(200);
    expect(words()).toEqual(['USD ETH 11']);
    // What nobody knew is told once somebody does.
    set('NONE/USD', '1');
    vi.advanceTimersByTime(200);
    expect(words()).toEqual(['USD NONE 1']);
    vi.advanceTimersByTime(60_000);
    expect(words()).toEqual([]);
  });

  it('M32 are told at most twice a second an asset, the newest in the end, and many in one message', () => {
    const { fan, open, set } = openFan();
    const { screen, words } = open();
    fan.show(screen, { type: 'prices', currency: 'USD', assets: ['BTC', 'ETH'] });
    words();
    const told: string[] = [];
    for (let tick = 0; tick < 100; tick += 1) {
      set('BTC/USD', String(tick));
      set('ETH/USD', String(tick));
      vi.advanceTimersByTime(20);
      told.push(...words());
    }
    vi.advanceTimersByTime(1_000);
    told.push(...words());
    // Two seconds: once at first, and then once in half a second.
    expect(told.length).toBeLessThanOrEqual(5);
    expect(told.length).toBeGreaterThanOrEqual(4);
    expect(told.at(-1)).toBe('USD BTC 99 ETH 99');
  });

  it('M32 wait for a screen that does not keep up as no more than names, and then are the newest', () => {
    const { fan, open, set } = openFan();
    set('BTC/USD', '1');
    const slow = open();
    const quick = open();
    for (const { screen } of [slow, quick])
      fan.show(screen, { type: 'prices', currency: 'USD', assets: ['BTC'] });
    expect([slow.words(), quick.words()]).toEqual([['USD BTC 1'], ['USD BTC 1']]);
    slow.room.is = false;
    for (let tick = 2; tick < 50; tick += 1) {
      set('BTC/USD', String(tick));
      vi.advanceTimersByTime(500);
    }
    expect(quick.words().length).toBeGreaterThan(40);
    expect(slow.words()).toEqual([]);
    slow.room.is = true;
    vi.advanceTimersByTime(200);
    expect(slow.words()).toEqual(['USD BTC 49']);
  });

  it('M32 are told as old when nothing new has come, though nobody says so', () => {
    const { fan, open, setQuietly } = openFan();
    setQuietly('BTC/USD', '1');
    const { screen, words } = open();
    fan.show(screen, { type: 'prices', currency: 'USD', assets: ['BTC'] });
    words();
    setQuietly('BTC/USD', '1', true);
    vi.advanceTimersByTime(5_000);
    expect(words()).toEqual(['USD BTC 1 old']);
  });

  it('M32 are those that a screen shows now, in its currency, and none once it has left', () => {
    const { fan, open, set } = openFan();
    const { screen, words } = open();
    fan.show(screen, { type: 'prices', currency: 'USD', assets: ['BTC'] });
    fan.show(screen, { type: 'prices', currency: 'EUR', assets: ['ETH'] });
    words();
    for (const pair of ['BTC/USD', 'ETH/USD', 'BTC/EUR', 'ETH/EUR']) set(pair, '7');
    vi.advanceTimersByTime(1_000);
    expect(words()).toEqual(['EUR ETH 7']);
    fan.leave(screen);
    set('ETH/EUR', '8');
    vi.advanceTimersByTime(10_000);
    expect(words()).toEqual([]);
  });
});
