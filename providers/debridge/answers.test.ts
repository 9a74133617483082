// What deBridge says of an order, as it is documented and otherwise, and what is signed of what it makes.
import { readFileSync } from 'node:fs';
import { money } from '@diboas/kernel';
import { type LoopbackServer, startLoopbackServer } from '@diboas/providers-kit/contract';
import type { Carriage, CarrierOffer } from '@diboas/providers-kit/crossings';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { wrongWithOrder } from './adapter/crossings/looked-at.ts';
import { askWhere } from './adapter/crossings/whereabouts.ts';
import { connectToDebridge } from './adapter/wire/connection.ts';
import { noOffer } from './adapter/wire/fault.ts';
import { type AskedOrder, makeOnEthereum } from './sandbox/place.ts';

const body = z.record(z.string(), z.unknown());
const VECTORS = z
  .object({ created: body, orderIds: body, order: body, cancelled: body, lowAmount: body })
  .parse(JSON.parse(readFileSync(new URL('vectors/debridge.json', import.meta.url), 'utf8')));

let server: LoopbackServer | null = null;
afterEach(async () => await server?.close());

interface Said {
  readonly status?: number;
  readonly body: unknown;
}

/** Answers by the last part of the path that is known. */
async function answering(answers: Readonly<Record<string, Said>>) {
  server = await startLoopbackServer(({ path }) => {
    const found = Object.entries(answers).find(([part]) => path.includes(part))?.[1];
    return { status: found?.status ?? 200, body: JSON.stringify(found?.body ?? {}) };
  });
  const quiet = { accepted: () => {}, refused: () => {} };
  return connectToDebridge({
    ...{ baseUrl: `${server.url}/v1.0`, ordersUrl: `${server.url}/api`, timeoutMs: 5_000, now: () => 0 },
    credentials: quiet,
  });
}

const PAID = 500_000_000n;

async function whereabouts(status: string, order: unknown = VECTORS.order, ids: unknown = VECTORS.orderIds) {
  const answers = {
    '/order-ids': { body: ids },
    '/status': { body: { status } },
    '/Orders/': { body: order },
  };
  const connection = await answering(answers);
  const word = await askWhere({ connection, now: () => 0 }, '0xaa', PAID);
  await server?.close();
  return word;
}

describe('what became of an order', () => {
  it.each(['Fulfilled', 'SentUnlock', 'ClaimedUnlock'])('has arrived where it is %s', async (status) => {
    expect(await whereabouts(status)).toEqual({ kind: 'arrived', hash: '5ov6', amount: 499_250_000n });
  });

  it.each(['Created', 'OrderCancelled', 'SentOrderCancel'])(
    'is on its way where it is %s: nothing is back yet, and nothing is given up',
    async (status) => {
      expect(await whereabouts(status)).toEqual({ kind: 'on_its_way' });
    },
  );

  it('has come back as a whole once that was claimed', async () => {
    const word = await whereabouts('ClaimedOrderCancel', VECTORS.cancelled);
    expect(word).toEqual({ kind: 'returned', hash: '0xbb', amount: PAID });
  });

  it.each([
    ['a word of tomorrow', 'Exploded', VECTORS.order],
    ['no transaction that fulfilled it', 'Fulfilled', { ...VECTORS.order, fulfilledDstEventMetadata: null }],
    ['no transaction that brought it back', 'ClaimedOrderCancel', VECTORS.order],
    ['another order', 'Fulfilled', { ...VECTORS.order, orderId: { stringValue: `0x${'11'.repeat(32)}` } }],
  ])('is unknown with %s', async (_why, status, order) => {
    expect(await whereabouts(status, order)).toMatchObject({ kind: 'unknown' });
  });

  it('is on its way where nobody has heard of it or can be read, and unknown where it is several', async () => {
    expect(await whereabouts('Fulfilled', VECTORS.order, { orderIds: [] })).toEqual({ kind: 'on_its_way' });
    expect(await whereabouts('Fulfilled', VECTORS.order, '<html>')).toEqual({ kind: 'on_its_way' });
    const ids = [`0x${'11'.repeat(32)}`, `0x${'22'.repeat(32)}`];
    expect(await whereabouts('Fulfilled', VECTORS.order, { orderIds: ids })).toMatchObject({
      kind: 'unknown',
    });
  });
});

const ASKED = {
  ...{ srcChainId: 1, srcChainTokenIn: 'a', srcChainTokenInAmount: PAID, dstChainId: 7_565_164 },
  ...{ dstChainTokenOut: 'b', sender: 'us', recipient: 'us-there' },
};

describe('an order', () => {
  it('is asked for once, for exactly what is paid, with nobody but us to change it', async () => {
    const connection = await answering({ 'create-tx': { body: VECTORS.created } });
    const made = await connection.create(ASKED);
    expect([made.fixFee, made.estimation.dstChainTokenOut.amount]).toEqual([10n ** 15n, 499_250_000n]);
    expect(server?.received).toHaveLength(1);
    const { searchParams } = new URL(server?.received[0]?.path ?? '', 'http://there');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      ...{
        srcChainTokenInAmount: `${PAID}`,
        dstChainTokenOutAmount: 'auto',
        prependOperatingExpenses: 'false',
      },
      ...{ senderAddress: 'us', dstChainTokenOutRecipient: 'us-there', srcAllowedCancelBeneficiary: 'us' },
      ...{ srcChainOrderAuthorityAddress: 'us', dstChainOrderAuthorityAddress: 'us-there' },
    });
  });

  it.each([
    ['ERROR_LOW_GIVE_AMOUNT', 'amount_too_small'],
    ['INCLUDED_GAS_FEE_NOT_COVERED_BY_INPUT_AMOUNT', 'amount_too_small'],
    ['IMPOSSIBLE_ROUTE', 'unavailable'],
    ['A_WORD_OF_TOMORROW', 'unavailable'],
  ])('that is refused with %s is %s', async (errorId, refusal) => {
    const connection = await answering({
      'create-tx': { status: 400, body: { ...VECTORS.lowAmount, errorId } },
    });
    const why = await connection.create(ASKED).then(
      () => 'offered',
      (error: unknown) => noOffer(error, 0),
    );
    expect(why).toBe(refusal);
  });
});

const US = '0x1111111111111111111111111111111111111111';
const THERE = 'GkwFnmMDvn3HGMpJpWBg8tgJxr3NxNvg3AXxvXVPbRGJ';
const CARRIAGE: Carriage = {
  ...{ pay: money('USDC', PAID), from: 'ethereum', to: 'solana', sender: US, recipient: THERE },
};
const ORDER: AskedOrder = {
  ...{ from: 'ethereum', to: 'solana', toChainId: 7_565_164, sender: US, recipient: THERE },
  ...{ patchAuthority: US, orderAuthority: THERE, cancelBeneficiary: US },
  ...{ giveAmount: PAID, takeAmount: 499_250_000n, salt: 7n },
};
const OTHER = '4zMMC9srt5Ri5X14GAgXhaHii3GnPAEERYPJgZJDncDU';
const OTHERS = '0x2222222222222222222222222222222222222222';

describe('what was made', () => {
  const wrong = (order: AskedOrder) => {
    const data = makeOnEthereum(order).tx.data as `0x${string}`;
    const offer: CarrierOffer = {
      ...{ network: 'ethereum', least: 499_250_000n, expected: 499_250_000n, seconds: 1, gas: 1n },
      ...{ spender: US, call: { to: US, value: 0n, data } },
    };
    return wrongWithOrder(offer, CARRIAGE, 'test');
  };

  it('is signed where it is the order that was agreed', () => {
    expect(wrong(ORDER)).toBeNull();
    expect(wrong({ ...ORDER, cancelBeneficiary: null })).toBeNull();
    expect(wrong({ ...ORDER, takeAmount: ORDER.takeAmount + 1n })).toBeNull();
  });

  it.each([
    ['gives more', { giveAmount: PAID + 1n }],
    ['asks for less', { takeAmount: ORDER.takeAmount - 1n }],
    ['is for another network', { toChainId: 1 }],
    ['is for somebody else', { recipient: OTHER }],
    ['may be made cheaper by somebody else', { patchAuthority: OTHERS }],
    ['may be cancelled by somebody else', { orderAuthority: OTHER }],
    ['would come back to somebody else', { cancelBeneficiary: OTHERS }],
  ])('is not signed where it %s', (_why, change) => {
    expect(wrong({ ...ORDER, ...change })).not.toBeNull();
  });
});
