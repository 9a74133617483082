import { accept, money, refuse } from '@diboas/kernel';
import type { Provider, ProviderQuote, ProviderQuoteRequest, StartTimer } from '@diboas/orchestration';
import { SOME_ADDRESS, SOME_QUOTE } from '@diboas/testkit/fixtures';
import { expect, it } from 'vitest';
import { quoteInTime } from './in-time.ts';

const REQUEST: ProviderQuoteRequest = {
  ...{ pay: money('USD', 100_00n), payNetwork: 'fiat', method: 'card', destination: SOME_ADDRESS },
  receive: { asset: 'USDC', network: 'solana' },
};

/** A clock that rings when the test says so. */
function handTimer() {
  const timers: { readonly ms: number; readonly ring: () => void; running: boolean }[] = [];
  const start: StartTimer = (ms, onTime) => {
    const timer = { ms, ring: onTime, running: true };
    timers.push(timer);
    return () => {
      timer.running = false;
    };
  };
  return { start, timers };
}

const asking = (quote: Provider['quote']) => ({ quote }) as Provider;

it('is the price of a provider that answers, and the clock is stopped', async () => {
  const { start, timers } = handTimer();
  expect(
    await quoteInTime(
      asking(async () => accept(SOME_QUOTE)),
      REQUEST,
      start,
    ),
  ).toEqual(accept(SOME_QUOTE));
  expect(timers).toMatchObject([{ ms: 8_000, running: false }]);
});

it('is none of a provider that takes too long, whatever it says then', async () => {
  const { start, timers } = handTimer();
  const late = Promise.withResolvers<ReturnType<typeof accept<ProviderQuote>>>();
  const asked = quoteInTime(
    asking(() => late.promise),
    REQUEST,
    start,
  );
  timers[0]?.ring();
  expect(await asked).toEqual(refuse('unavailable'));
  late.resolve(accept(SOME_QUOTE));
  expect(await asked).toEqual(refuse('unavailable'));
});

it('stops the clock for a provider that throws too', async () => {
  const { start, timers } = handTimer();
  const broken = asking(() => Promise.reject(new Error('a bug of the adapter')));
  await expect(quoteInTime(broken, REQUEST, start)).rejects.toThrow('a bug of the adapter');
  expect(timers).toMatchObject([{ running: false }]);
});
