import { assert, createId, createSeededRandom, money } from '@diboas/kernel';
import type { Submission } from '@diboas/orchestration';
import { WORTH } from '../dex/scene.ts';
import type { CrossingWay, CrossingWorld } from './crossing-world.ts';

/** A crossing by somebody who has the key and no word of what was promised: it has the nonces that the network waits for next. */
export async function takeItsPlace(
  { pay: { asset, units }, from, to }: CrossingWay,
  { open, settle }: { readonly open: CrossingWorld['open']; settle(): Promise<void> },
): Promise<void> {
  const desk = await open({ reach: 'world', worth: WORTH, knowsPromises: false });
  // Of the same amount it would be the very same transaction.
  const pay = money(asset, units + 1n);
  const asked = { pay, payNetwork: from, method: 'between_networks', destination: 'DEFI' } as const;
  const receive = { asset: pay.asset, network: to };
  const quote = await desk.quote({ ...asked, receive });
  assert(quote.ok && quote.value.networkCost, 'it has a price', { quote });
  const { deliver, networkCost } = quote.value;
  const id = createId({ now: Date.now(), random: createSeededRandom(7), bucket: 2 });
  const submission: Submission = {
    ...{ ...asked, chargeMax: pay, deliver, network: to, networkCost },
    ...{ key: id, attemptId: id, transactionId: id, returnUrl: '' },
  };
  const prepared = await desk.prepare?.(submission);
  assert(prepared?.kind === 'prepared', 'it is prepared', { prepared });
  const answer = await desk.submit({ ...submission, memo: prepared.memo });
  assert(answer.kind === 'accepted', 'it is carried out', { answer });
  await settle();
}
