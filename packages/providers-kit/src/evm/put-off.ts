// Whether calls are signed now, or wait for the network to ask less, where the person would rather wait.
import { accept, type Instant, largerUnits, type Outcome, refuse } from '@diboas/kernel';
import { type WhenToSend, whenToSend } from '@diboas/networks';
import type { FeeWait } from '@diboas/orchestration';
import type { EvmReader } from './reader.ts';

/** A day of blocks, as many at a time as nodes tell of in one answer: geth's `maxBlockCount` is 1,024. */
const DAY_BLOCKS = 7_200;
const AT_A_TIME = 1_024;

interface AskedToWait {
  readonly feeWait: FeeWait;
  readonly nextBaseFee: bigint;
  /** Whether it would cost more now than was agreed. */
  readonly isTooDear: boolean;
  readonly now: Instant;
}

/** For how long it is put off, in milliseconds; null where it is signed now, or refused for what it costs once time is up. */
export async function putOffMs(
  reader: EvmReader,
  { feeWait: { since, until }, nextBaseFee: next, isTooDear, now }: AskedToWait,
): Promise<Outcome<number | null, 'unavailable'>> {
  // Another node's clock may be ahead of this one.
  const bound = { askedAt: since, until, now: Math.max(now, since) };
  if (bound.now >= until) return accept(null);
  const past = await baseFeesOfDay(reader);
  if (!past.ok) return past;
  const when = whenToSend({ past: past.value, next, isTooDear }, bound);
  return accept(msUntil(when, bound.now));
}

function msUntil(when: WhenToSend, now: Instant): number | null {
  return when.kind === 'wait' ? when.askAt - now : null;
}

/** What blocks of the past day asked for, in wei. Some nodes keep less than a day: what they keep is what is known of it. */
async function baseFeesOfDay(reader: EvmReader): Promise<Outcome<readonly bigint[], 'unavailable'>> {
  const newest = await reader.read((client) => client.getBlockNumber());
  if (!newest.ok) return newest;
  const oldest = largerUnits(0n, newest.value - BigInt(DAY_BLOCKS) + 1n);
  const ends: bigint[] = [];
  for (let end = newest.value; end >= oldest; end -= BigInt(AT_A_TIME)) ends.push(end);
  const [first, ...older] = await Promise.all(ends.map((end) => baseFeesUpTo(reader, { end, oldest })));
  if (!first?.ok) return refuse('unavailable');
  return accept([first, ...older].flatMap((one) => (one.ok ? one.value : [])));
}

function baseFeesUpTo(
  reader: EvmReader,
  { end, oldest }: { readonly end: bigint; readonly oldest: bigint },
): Promise<Outcome<readonly bigint[], 'unavailable'>> {
  const blockCount = Math.min(AT_A_TIME, Number(end - oldest) + 1);
  return reader.read(async (client) => {
    const told = await client.getFeeHistory({ blockCount, blockNumber: end, rewardPercentiles: [] });
    // The last one is what the block after it asks for.
    return told.baseFeePerGas.slice(0, -1);
  });
}
