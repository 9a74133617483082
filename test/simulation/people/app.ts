import { type Id, SECOND_MS } from '@diboas/kernel';
import { type Input, type Reply, StoreUnavailableError } from '@diboas/orchestration';
import type { Scheduler } from '../ground/scheduler.ts';
import { short, type Trace } from '../ground/trace.ts';
import type { SimCluster } from '../nodes/cluster.ts';

export interface AppParts {
  readonly scheduler: Scheduler;
  readonly cluster: SimCluster;
  readonly trace: Trace;
  readonly onBug: (error: unknown) => void;
}

const TRIES_MAX = 8;

/**
 * What the app does with what a person confirmed: sends it, and again when nothing was heard, with the same key.
 * @param name what it is, for the trace
 */
export function sendUntilHeard(
  parts: AppParts,
  { input, name, onReply }: { input: Input; name: string; onReply: (reply: Reply) => void },
  tries = 0,
): void {
  const { cluster, scheduler, trace, onBug } = parts;
  let heard = false;
  const again = (wait: number): void => {
    if (!heard && tries < TRIES_MAX)
      scheduler.after(wait, () => sendUntilHeard(parts, { input, name, onReply }, tries + 1));
    heard = true;
  };
  const node = cluster.pick();
  if (!node) return again(5 * SECOND_MS);
  scheduler.after(10 * SECOND_MS, () => again(0));
  node.later(2, () => {
    node.engine.send(input).then(
      (reply) => {
        heard = true;
        onReply(reply);
        const what = reply.kind === 'refused' ? `refused, ${reply.refusal}` : reply.kind;
        trace.say(node.name, `${name}: ${what}`);
      },
      (error: unknown) => {
        if (!(error instanceof StoreUnavailableError)) onBug(error);
        again(SECOND_MS);
      },
    );
  });
}

/** Its owner stops it, as far as it can be. */
export function cancelAsOwner(
  parts: AppParts,
  { id, customerId }: { readonly id: Id; readonly customerId: string },
): void {
  sendUntilHeard(parts, {
    input: {
      ...{ type: 'act', transactionId: id, by: customerId, key: 'cancel', act: { kind: 'cancel' } },
      ...{ reason: 'its owner asked', evidence: null },
    },
    name: `cancel of ${short(id)}`,
    onReply: () => {},
  });
}
