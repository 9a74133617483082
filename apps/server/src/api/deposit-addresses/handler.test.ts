import { createId, createSeededRandom, HOUR_MS } from '@diboas/kernel';
import { describe, expect, it } from 'vitest';
import { createTestParts, requestOf } from '../../testing/parts.ts';
import { createSmallWorld } from '../../testing/small-world.ts';
import { createToldWallet, createToldWallets, TOLD_ADDRESSES } from '../../testing/told-wallet.ts';
import { createDepositAddressHandlers } from './handler.ts';

async function createScene() {
  const world = createSmallWorld();
  const parts = createTestParts(world);
  const customerId = createId({ now: world.clock.at, random: createSeededRandom(9), bucket: 3 });
  await world.store.ensureCustomer(customerId, world.clock.at);
  const personalWallets = createToldWallets(parts, [createToldWallet().wallet]);
  return { ...world, customerId, handlers: createDepositAddressHandlers({ ...parts, personalWallets }) };
}

describe('a person’s own addresses', () => {
  it('are none before they are made, and the same however often that is asked for', async () => {
    const { handlers, customerId } = await createScene();
    const request = requestOf(customerId);
    expect(await handlers.listDepositAddresses(request)).toEqual({
      ok: true,
      value: { body: { items: [] } },
    });
    const made = await handlers.makeDepositAddresses(request);
    expect(made).toMatchObject({
      value: {
        replayed: false,
        body: {
          items: [
            {
              ...{ ...TOLD_ADDRESSES[0], assets: ['ETH', 'USDC'], confirmations: 'safe_block' },
              least: [
                { asset: 'ETH', amount: '0.000000000000000001' },
                { asset: 'USDC', amount: '0.000001' },
              ],
            },
            {
              ...{ ...TOLD_ADDRESSES[1], assets: ['SOL', 'USDC'], confirmations: 'confirmed' },
              least: [
                { asset: 'SOL', amount: '0.000890880' },
                { asset: 'USDC', amount: '0.000001' },
              ],
            },
          ],
        },
      },
    });
    expect(await handlers.makeDepositAddresses(request)).toMatchObject({ value: { replayed: true } });
    const listed = await handlers.listDepositAddresses(request);
    expect(made.ok && listed.ok && listed.value.body).toEqual(made.ok && made.value.body);
  });

  it('are watched for an hour after their owner looked at them', async () => {
    const { handlers, customerId, store, clock } = await createScene();
    await handlers.makeDepositAddresses(requestOf(customerId));
    clock.at += 2 * HOUR_MS;
    await handlers.listDepositAddresses(requestOf(customerId));
    expect(await store.watchedAddress(TOLD_ADDRESSES[0])).toMatchObject({
      expectedUntil: clock.at + HOUR_MS,
    });
  });

  it('are refused where nobody makes them', async () => {
    const world = createSmallWorld();
    const { makeDepositAddresses } = createDepositAddressHandlers(createTestParts(world));
    const customerId = createId({ now: world.clock.at, random: createSeededRandom(9), bucket: 3 });
    expect(await makeDepositAddresses(requestOf(customerId))).toEqual({
      ...{ ok: false, refusal: { code: 'no_provider' } },
    });
  });
});
