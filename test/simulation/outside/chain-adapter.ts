import { accept, HOUR_MS, MINUTE_MS, refuse, SECOND_MS } from '@diboas/kernel';
import type { LookupAnswer, PrepareAnswer, Provider, Submission, SubmitAnswer } from '@diboas/orchestration';
import type { SimNode } from '../ground/node.ts';
import type { Wire } from './adapter.ts';
import type { SimBlockchain } from './chain.ts';
import type { ChainFaults } from './chain-faults.ts';
import { tell } from './order.ts';

/** After so long the adapter stops waiting for an answer. */
const TIMEOUT_MS = 30 * SECOND_MS;

const REPLACED_AFTER_MS = 3 * MINUTE_MS;

/** So often an attempt whose person would rather wait is put off by one node, for so long each time, whatever was agreed. */
const PUT_OFF = { times: 3, ms: 4 * HOUR_MS };

export interface ChainWire extends Pick<Wire, 'scheduler' | 'network' | 'onSubmit'> {
  readonly chainFaults: ChainFaults;
}

/** The adapter of one node for one chain, and the network between them. It signs in `prepare`, and sends what it is given. */
export function createChainAdapter(wire: ChainWire, node: SimNode, chain: SimBlockchain): Provider {
  const putOff = new Map<string, number>();
  const isPutOff = ({ attemptId, feeWait }: Submission): boolean => {
    const times = putOff.get(attemptId) ?? 0;
    putOff.set(attemptId, times + 1);
    return feeWait !== undefined && times < PUT_OFF.times;
  };
  const signedBy = (submission: Submission) =>
    new Promise<PrepareAnswer>((resolve) => {
      if (node.isAlive()) prepare({ wire, node, chain }, submission, resolve);
    });
  return {
    id: chain.id,
    name: chain.id,
    roles: [chain.role],
    // A chain knows no keys.
    keyLifetimeMs: 0,
    remembersRefusals: false,
    paysFromFloat: chain.paysFromFloat,
    pace: { lookupsMs: chain.lookupsMs },
    quote: async (request) => {
      const quote = chain.offer(request);
      return quote ? accept(quote) : refuse('unsupported');
    },
    prepare: async ({ memo: _, ...submission }) =>
      isPutOff(submission) ? { kind: 'later', waitMs: PUT_OFF.ms } : await signedBy(submission),
    replacement: {
      afterMs: { bitcoin: REPLACED_AFTER_MS, ethereum: REPLACED_AFTER_MS, solana: REPLACED_AFTER_MS },
      prepare: signedBy,
    },
    submit: (submission) =>
      new Promise((resolve) => {
        if (!node.isAlive()) return;
        wire.onSubmit(chain.id, submission);
        send({ wire, node, chain }, submission, resolve);
      }),
    lookup: ({ memos = [], reference, ...asked }) =>
      new Promise((resolve) => {
        if (!node.isAlive()) return;
        const answer = (ms: number, value: LookupAnswer) => node.later(ms, () => resolve(value));
        if (wire.chainFaults.strike('chain_unreachable'))
          return answer(TIMEOUT_MS, { kind: 'unknown', detail: 'no answer' });
        const transit = wire.network.between(5, 800);
        const isDeposit = reference !== null && memos.length === 0;
        const look = () => (isDeposit ? chain.deposits.find(reference, asked) : chain.find(memos));
        wire.scheduler.after(transit, () => answer(transit, look()));
      }),
    readWebhook: () => ({ ok: false, refusal: 'forged' }),
    rereadWebhook: () => ({ ok: false, refusal: 'unreadable' }),
  };
}

interface Reach {
  readonly wire: ChainWire;
  readonly node: SimNode;
  readonly chain: SimBlockchain;
}

function prepare(
  { wire, node, chain }: Reach,
  submission: Submission,
  resolve: (answer: PrepareAnswer) => void,
): void {
  const { chainFaults: faults, network } = wire;
  const answer = (ms: number, value: PrepareAnswer) => node.later(ms, () => resolve(value));
  if (faults.strike('prepare_refused'))
    return answer(20, { kind: 'rejected', code: 'unsupported', elsewhere: true, detail: 'will not sign it' });
  const memo = chain.sign(submission, submission.memo);
  if (faults.strike('crash_after_prepare')) return node.crash('after it was signed');
  if (faults.strike('prepare_silent')) return answer(TIMEOUT_MS, { kind: 'unknown', detail: 'no answer' });
  const late = faults.strike('prepare_late');
  const wait = late ? network.between(TIMEOUT_MS, 6 * TIMEOUT_MS) : network.between(5, 400);
  answer(wait, { kind: 'prepared', memo });
}

function send(
  { wire, node, chain }: Reach,
  { memo }: Submission,
  resolve: (answer: SubmitAnswer) => void,
): void {
  const { chainFaults: faults, network, scheduler } = wire;
  const answer = (ms: number, value: SubmitAnswer) => node.later(ms, () => resolve(value));
  const silence: SubmitAnswer = { kind: 'unknown', detail: 'no answer in time' };
  if (!memo || faults.strike('broadcast_lost')) return answer(TIMEOUT_MS, silence);
  if (chain.hasTaken(memo) && faults.strike('node_behind')) return answer(network.between(5, 900), TOO_OLD);
  const late = faults.strike('broadcast_late');
  if (late) answer(TIMEOUT_MS, silence);
  scheduler.after(late ? network.between(TIMEOUT_MS, 6 * TIMEOUT_MS) : network.between(5, 900), () => {
    const order = chain.broadcast(memo);
    if (faults.strike('crash_after_broadcast')) node.crash('after it was sent');
    if (late) return;
    if (faults.strike('broadcast_unheard')) return answer(TIMEOUT_MS, silence);
    answer(network.between(5, 900), order ? { kind: 'accepted', observation: tell(order) } : TOO_OLD);
  });
}

const TOO_OLD: SubmitAnswer = {
  ...{ kind: 'rejected', code: 'lapsed', elsewhere: true, detail: 'the block in it is too old' },
};
