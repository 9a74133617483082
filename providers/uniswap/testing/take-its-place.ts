import { assert, createId, createSeededRandom, money } from '@diboas/kernel';
import type { Memo, Submission } from '@diboas/orchestration';
import type { DexWorld } from '@diboas/providers-kit/contract';

/** A swap by somebody who has the key and no word of what was promised: it has the nonces that the network waits for next. */
export async function takeItsPlace(
  memo: Memo,
  { open, mine }: { open: DexWorld['open']; mine: (blocks: number) => Promise<void> | undefined },
): Promise<void> {
  const desk = await open({ reach: 'world', worth: () => money('USDC', 1_000_000n), knowsPromises: false });
  const asked = {
    pay: money('USDC', 1_000_000_000n),
    payNetwork: 'ethereum',
    method: 'market',
    destination: '',
  } as const;
  const trade = { type: 'market', toleranceBps: 500 } as const;
  const receive = { asset: 'ETH', network: 'ethereum' } as const;
  const quote = await desk.quote({ ...asked, trade, receive });
  assert(quote.ok && quote.value.networkCost, 'it has a price', { quote });
  const { deliver, networkCost } = quote.value;
  const random = createSeededRandom(memo.bytes.length);
  const id = createId({ now: Date.now(), random, bucket: 2 });
  const submission: Submission = {
    ...{ ...asked, trade, chargeMax: asked.pay, deliver, network: 'ethereum', networkCost },
    ...{ key: id, attemptId: id, transactionId: id, returnUrl: '' },
  };
  const prepared = await desk.prepare?.(submission);
  assert(prepared?.kind === 'prepared', 'it is prepared', { prepared });
  const answer = await desk.submit({ ...submission, memo: prepared.memo });
  assert(answer.kind === 'accepted', 'it is carried out', { answer });
  await mine(66);
}
