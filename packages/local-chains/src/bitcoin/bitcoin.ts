// Bitcoin on this machine: a simulator of a node behind mempool.space's wire. It refuses what nodes refuse, in their
// words; what it does not do is said in the package's README.

import type { LocalChain, Reorganisation, StartChain } from '../chain/local-chain.ts';
import { createAnswerFaults } from '../wire/answer-faults.ts';
import { openPublicWire } from '../wire/public-wire.ts';
import { createBitcoinNode } from './node/node.ts';
import { answerExplorer, isExplorerMethod } from './wire/explorer.ts';
import { balanceOfBitcoin, viewBitcoin } from './wire/look-on.ts';

export interface BitcoinReorganisation extends Reorganisation {
  /**
   * Signed transactions as hex that the new branch holds in its first block, though they spend what was spent in the
   * old one: how a payment that was seen in a block is replaced by another.
   */
  readonly instead?: readonly string[];
}

export interface LocalBitcoin extends LocalChain<'BTC'> {
  reorganise(reorganisation: BitcoinReorganisation): Promise<void>;
  /**
   * From now on blocks take only what pays at least that many satoshi a virtual byte, and the recommended fees follow:
   * how a transaction gets stuck. 1 takes everything again.
   */
  congest(rate: number): void;
}

/** Its methods, for faults of answers, are named as `POST /tx` or `GET /tx/:txid/status`. */
export async function startBitcoin({ port, seed, pace }: StartChain): Promise<LocalBitcoin> {
  const node = createBitcoinNode({ seed, clock: { now: () => Date.now() } });
  const faults = createAnswerFaults();
  let stalled = false;
  const mineAtOnce = () => {
    if (pace === 'at-once' && !stalled) node.mine(1);
  };
  const wire = await openPublicWire({
    port,
    reply: (request) => answerExplorer({ node, faults, taken: mineAtOnce }, request),
  });
  const timer =
    typeof pace === 'string'
      ? null
      : setInterval(() => {
          if (!stalled) node.mine(1);
        }, pace.everyMs);
  return {
    url: wire.url,
    fund: async (address, _asset, amount) => node.grant(address, amount),
    mine: async (blocks) => node.mine(blocks),
    reorganise: async ({ depth, transactions, instead = [] }) =>
      node.changeBranch({ depth, transactions, instead }),
    stall: async () => {
      stalled = true;
    },
    resume: async () => {
      stalled = false;
      if (pace !== 'by-hand' && node.pool.all().length > 0) node.mine(1);
    },
    drop: async (hash) => node.forget(hash),
    answers(method, fault) {
      if (!isExplorerMethod(method)) throw new RangeError(`Nothing here is asked by ${method}.`);
      faults.add(method, fault);
    },
    view: async (blocks) => viewBitcoin(node, blocks),
    balance: async (address) => balanceOfBitcoin(node, address),
    congest: (rate) => node.congest(rate),
    async stop() {
      if (timer !== null) clearInterval(timer);
      await wire.close();
    },
  };
}
