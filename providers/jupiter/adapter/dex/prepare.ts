import { accept, largerUnits, type Outcome, refuse } from '@diboas/kernel';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import { type MostTaken, signOnSolana, wrongWith } from '@diboas/providers-kit/svm';
import { noAnswer, notPossible, notYet, refused } from '@diboas/providers-kit/wallet';
import type { JupiterOrder } from '../wire/connection.ts';
import { meaningOfUnbuilt } from '../wire/fault.ts';
import { memoOf } from './memo.ts';
import type { DexParts } from './parts.ts';
import { askOrder } from './quote.ts';
import { NETWORK_MOST, PRIORITY_MOST, type Swap, swapOf } from './swap.ts';

/** A blockhash is good for 150 blocks; ours may be behind by a few, so a few more are waited for. */
const LIFE_BLOCKS = 180n;

/** Has a swap made by Jupiter, looks at it, and signs it. Nothing is sent. */
export async function prepareSwap(parts: DexParts, submission: Submission): Promise<PrepareAnswer> {
  const { deliver, network, networkCost } = submission;
  const swap = swapOf({ ...submission, receive: { asset: deliver.asset, network } }, parts.chain);
  if (swap === null || networkCost === undefined || parts.reader === null)
    return notPossible('unsupported', 'it is no swap of SOL and USDC on Solana');
  if (networkCost.units < NETWORK_MOST.units) return refused('too_dear');
  const from = await parts.signer.address('solana');
  if (!from.ok) return noAnswer(`${parts.signer.name} does not tell the address that swaps`);
  const made = await orderFor(parts, submission, { swap, taker: from.value });
  if (!made.ok) return made.refusal;
  const { transaction, requestId, toldHeight } = made.value;
  const height = await parts.reader.height();
  if (!height.ok) return refused('unavailable');
  const signed = await signOnSolana(parts, Buffer.from(transaction, 'base64').toString('hex'));
  if (!signed.ok) return signed.refusal;
  const memo = memoOf({
    ...{ network: 'solana', side: swap.side, from: from.value, asset: swap.pay.asset },
    ...{ units: `${swap.pay.units}`, ...signed.value, requestId, toldHeight },
    // Whoever made it says how long it is good, and may be wrong; no blockhash is newer than the newest block.
    lastHeight: largerUnits(toldHeight, height.value + LIFE_BLOCKS),
  });
  return { kind: 'prepared', memo };
}

interface Made {
  readonly transaction: string;
  readonly requestId: string;
  readonly toldHeight: bigint;
}

/** An order that gives no less than was agreed: asked for anew with another tolerance, where that of the first is not the person's bound. */
async function orderFor(
  parts: DexParts,
  { deliver, trade }: Submission,
  { swap, taker }: { readonly swap: Swap; readonly taker: string },
): Promise<Outcome<Made, PrepareAnswer>> {
  let slippageBps = trade?.type === 'market' ? trade.toleranceBps : 0;
  for (let time = 0; time < 3; time += 1) {
    const order = await askOrder(parts, swap, { slippageBps, taker, priorityFeeLamports: PRIORITY_MOST });
    if (order === null) return refuse(notYet('Jupiter names no order'));
    if (order.outAmount < deliver.units)
      return refuse(notPossible('price_changed', 'the best route gives less than was agreed'));
    const wanted = toleranceFor(order, deliver.units);
    if (order.otherAmountThreshold >= deliver.units && wanted - slippageBps <= 1)
      return readMade(order, { swap, taker });
    slippageBps = wanted;
  }
  return refuse(notYet('the price moves faster than Jupiter is asked'));
}

/** In basis points, how much less than it gives now may come and still be what was agreed. */
function toleranceFor({ outAmount }: JupiterOrder, least: bigint): number {
  return Number(((outAmount - least) * 10_000n) / outAmount);
}

function readMade(
  { transaction, requestId, lastValidBlockHeight, router, errorCode }: JupiterOrder,
  { swap, taker }: { readonly swap: Swap; readonly taker: string },
): Outcome<Made, PrepareAnswer> {
  if (transaction === undefined || transaction === null || transaction === '') {
    const detail = `no transaction by ${router}, code ${errorCode ?? 'none'}`;
    return refuse(meaningOfUnbuilt(errorCode) === 'not_yet' ? notYet(detail) : notPossible('other', detail));
  }
  if (lastValidBlockHeight === undefined || lastValidBlockHeight === null)
    return refuse(notPossible('other', 'nobody says how long the transaction is good'));
  const wrong = wrongWith(transaction, { from: taker, programs: PROGRAMS, most: mostOf(swap) });
  return wrong === null
    ? accept({ transaction, requestId, toldHeight: lastValidBlockHeight })
    : refuse(notPossible('other', `what was made is not signed: ${wrong}`));
}

/** The program that a route of Jupiter's calls itself; what that calls in turn is its own. */
const PROGRAMS: ReadonlySet<string> = new Set(['JUP6LkbZbjS1jKKwapdHNy74zcZ3tLUZoi5QNyVTaV4']);

/** What is paid, and beside it what the network may take. */
function mostOf({ pay }: Swap): MostTaken {
  return pay.asset === 'SOL'
    ? { lamports: pay.units + NETWORK_MOST.units, tokens: 0n }
    : { lamports: NETWORK_MOST.units, tokens: pay.units };
}
