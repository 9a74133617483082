import { expect, it } from 'vitest';
import { createScene } from './scene.ts';

it('a node whose clock is behind takes in news: no commit is before the one that it follows [clocks.apart]', async () => {
  const scene = createScene();
  const terms = await scene.start(await scene.customer());
  const behind = scene.another({ clock: { now: () => scene.now - 200 } });
  const begun = await scene.read(terms);
  await behind.send(await scene.webhook(terms, 'working'));
  const after = await scene.read(terms);
  expect(after.status).toBe('PROVIDER_PROCESSING');
  expect(after.updatedAt).toBeGreaterThanOrEqual(begun.updatedAt);
  expect(after.updatedAt).toBeGreaterThanOrEqual(after.createdAt);
});
