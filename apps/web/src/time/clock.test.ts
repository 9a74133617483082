import { describe, expect, it } from 'vitest';
import { createClock, timerMs } from './clock.ts';

const SERVER = Date.parse('2026-11-28T12:00:00.000Z');
const MINUTE = 60_000;
const YEAR = 365 * 24 * 60 * MINUTE;

/** A machine whose device clock is wrong by so much. */
function createMachine(wrongMs: number) {
  const machine = { deviceMs: SERVER + wrongMs, steadyMs: 5_000 };
  return {
    clock: createClock({ device: () => machine.deviceMs, steady: () => machine.steadyMs }),
    pass(ms: number) {
      machine.deviceMs += ms;
      machine.steadyMs += ms;
    },
    sleep: (ms: number) => (machine.deviceMs += ms),
    setDevice: (ms: number) => (machine.deviceMs = ms),
  };
}

describe('the time as the server tells it', () => {
  it.each([0, 4 * MINUTE, 6 * MINUTE, 60 * MINUTE, -6 * MINUTE, 20 * YEAR, -20 * YEAR])(
    'is the server’s on a device that is %i ms off',
    (wrongMs) => {
      const { clock, pass } = createMachine(wrongMs);
      clock.hear('2026-11-28T12:00:00.000Z');
      pass(90_000);
      expect(clock.now()).toBe(SERVER + 90_000);
      expect(clock.ofDevice(SERVER + wrongMs)).toBe(SERVER);
    },
  );

  it('goes on truly when the device’s clock is set back or forward', () => {
    const { clock, setDevice, pass } = createMachine(0);
    clock.hear(SERVER);
    setDevice(SERVER - YEAR);
    pass(1_000);
    expect(clock.now()).toBe(SERVER + 1_000);
    const before = clock.ticks();
    pass(1_000);
    expect(clock.ticks() - before).toBe(1_000);
  });

  it('counts a sleep, in which the steady clock stood still', () => {
    const { clock, sleep } = createMachine(0);
    clock.hear(SERVER);
    const before = clock.ticks();
    sleep(10 * MINUTE);
    expect(clock.ticks() - before).toBe(10 * MINUTE);
    expect(clock.now()).toBe(SERVER + 10 * MINUTE);
  });

  it('knows nothing for sure before the server has spoken', () => {
    const { clock } = createMachine(YEAR);
    expect(clock.isSurelyPast(SERVER)).toBe(false);
    clock.hear(SERVER);
    expect(clock.isSurelyPast(SERVER - 1)).toBe(true);
    expect(clock.isSurelyPast(SERVER + 1)).toBe(false);
    expect(clock.isSurelyPast('no time')).toBe(false);
  });

  it('takes no clock that was set forward for time that has surely passed', () => {
    const { clock, sleep } = createMachine(0);
    clock.hear(SERVER);
    sleep(YEAR);
    expect(clock.isSurelyPast(SERVER + MINUTE)).toBe(false);
  });

  it('does not jump about within the second that a header rounds to, and passes over what is no time', () => {
    const { clock } = createMachine(0);
    clock.hear(SERVER);
    for (const told of ['Sat, 28 Nov 2026 11:59:59 GMT', 'rubbish', null]) clock.hear(told);
    expect(clock.now()).toBe(SERVER);
    clock.hear(SERVER - 2 * MINUTE);
    expect(clock.now()).toBe(SERVER - 2 * MINUTE);
  });
});

describe('whoever shows the time', () => {
  it('is told when the server moves it, and not for every answer', () => {
    const { clock, pass } = createMachine(MINUTE);
    let told = 0;
    const stop = clock.onSet(() => (told += 1));
    clock.hear(SERVER);
    pass(5_000);
    clock.hear(SERVER + 5_000);
    expect(told).toBe(1);
    stop();
    clock.hear(SERVER + YEAR);
    expect(told).toBe(1);
  });
});

describe('a delay', () => {
  it('is never one that the browser would take as none', () => {
    expect(timerMs(20 * YEAR)).toBe(2_147_483_647);
    expect(timerMs(-1)).toBe(0);
    expect(timerMs(Number.NaN, 1_000)).toBe(1_000);
    expect(timerMs(5)).toBe(5);
  });
});
