import { expect, it } from 'vitest';
import { createSignedOutAtFirst } from './signed-out-at-first.ts';

it('tells once what was found as the page began, and the page to sign in until it forgets it', async () => {
  const first = createSignedOutAtFirst(Promise.resolve({ ended: true }), () => 0);
  expect(first.seen()).toBeNull();
  expect(await first.find()).toEqual({ ended: true });
  expect(first.seen()).toEqual({ ended: true });
  first.forget();
  expect(first.seen()).toBeNull();
  expect(await first.find()).toBeNull();
});

it('knows nothing where nothing was found', async () => {
  const first = createSignedOutAtFirst(Promise.resolve(null), () => 0);
  expect(await first.find()).toBeNull();
  expect(first.seen()).toBeNull();
});

it('tells nobody what was found a while ago: they may have signed in elsewhere since', async () => {
  let ticks = 0;
  const asked = Promise.resolve({ ended: false });
  const [nowhere, led] = [
    createSignedOutAtFirst(asked, () => ticks),
    createSignedOutAtFirst(asked, () => ticks),
  ];
  expect(await led.find()).toEqual({ ended: false });
  ticks = 600_000;
  expect(await nowhere.find()).toBeNull();
  expect([nowhere.seen(), led.seen()]).toEqual([null, null]);
});
