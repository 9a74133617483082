import { expect, it } from 'vitest';
import { createSignedOutAtFirst } from './signed-out-at-first.ts';

it('tells once what was found as the page began, and the page to sign in until it forgets it', async () => {
  const first = createSignedOutAtFirst(Promise.resolve({ ended: true }));
  expect(first.seen()).toBeNull();
  expect(await first.find()).toEqual({ ended: true });
  expect(first.seen()).toEqual({ ended: true });
  first.forget();
  expect(first.seen()).toBeNull();
  expect(await first.find()).toBeNull();
});

it('knows nothing where nothing was found', async () => {
  const first = createSignedOutAtFirst(Promise.resolve(null));
  expect(await first.find()).toBeNull();
  expect(first.seen()).toBeNull();
});
