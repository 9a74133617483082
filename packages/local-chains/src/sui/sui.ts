// Sui on this machine: a simulator of a full node behind gRPC-web. It refuses what validators refuse, in their words;
// what it does not do is said in the package's README.

import { isValidSuiAddress, normalizeSuiAddress } from '@mysten/sui/utils';
import { z } from 'zod';
import type { LocalChain, StartChain } from '../chain/local-chain.ts';
import { usdcOn } from '../chain/usdc-on.ts';
import { createAnswerFaults } from '../wire/answer-faults.ts';
import { openPublicWire } from '../wire/public-wire.ts';
import { balanceOnSui, viewSui } from './look-on.ts';
import type { MoveStandIn } from './move/stand-in.ts';
import { createSuiNode, type SuiNode } from './node/node.ts';
import { SUI_TYPE } from './objects/coin-object.ts';
import { answerSui, isSuiMethod } from './wire/services.ts';

export interface LocalSui extends LocalChain<'SUI' | 'USDC'> {
  /** The type of the coin that stands for USDC, as `0x…::usdc::USDC`. */
  readonly usdcType: string;
  /**
   * The next epoch begins: what waits is forgotten, coins that two transactions wanted are free again, and whatever was
   * to be executed by the end of the last one is not any more. Gas costs what it did, or that many MIST a unit.
   */
  endEpoch(referenceGasPrice?: bigint): void;
  /** Lets so much time go by on the clock of the chain. */
  passTime(ms: number): void;
}

export interface StartSui extends StartChain {
  /** What its USDC is to be called, as the network it stands for calls it; as Sui's testnet does when left out. */
  readonly usdcType?: string;
  /** The packages whose functions may be called, with what they share. What is called of any other is refused by name. */
  readonly packages?: readonly MoveStandIn[];
}

/**
 * A block is a checkpoint. Transactions are executed as they come, and are final with the next one; while the chain
 * stalls they wait and their senders are told that it timed out. Nothing is ever undone, so `reorganise` always throws.
 * Methods, for faults of answers, are named as `ExecuteTransaction`.
 */
export async function startSui({ port, seed, pace, usdcType, packages = [] }: StartSui): Promise<LocalSui> {
  let aheadMs = 0;
  const clock = { now: () => Date.now() + aheadMs };
  const node = createSuiNode({ seed, clock, usdcType: usdcType ?? usdcOn('sui'), packages });
  const passTime = (ms: number) => {
    aheadMs += ms;
  };
  const faults = createAnswerFaults();
  let stalled = false;
  const sealAtOnce = () => {
    if (pace === 'at-once' && !stalled) node.seal();
  };
  const wire = await openPublicWire({
    port,
    reply: (request) => answerSui({ node, faults, executed: sealAtOnce }, request),
  });
  const timer =
    typeof pace === 'string'
      ? null
      : setInterval(() => {
          if (!stalled) node.seal();
        }, pace.everyMs);
  const acts = actsOn(node, passTime);
  return {
    url: wire.url,
    usdcType: node.usdcType,
    async fund(address, asset, amount) {
      if (!isValidSuiAddress(address)) throw new RangeError(`${address} is no address of this chain.`);
      if (amount < 1n) throw new RangeError(`Nobody can be given ${amount} of ${asset}.`);
      return node.grant(normalizeSuiAddress(address), asset === 'SUI' ? SUI_TYPE : node.usdcType, amount);
    },
    async mine(checkpoints) {
      for (let made = 0; made < checkpoints; made += 1) node.seal();
    },
    async reorganise() {
      throw new RangeError('A checkpoint of Sui is final: nothing is ever undone.');
    },
    async stall() {
      stalled = true;
      node.stall();
    },
    async resume() {
      stalled = false;
      if (node.resume() && pace !== 'by-hand') node.seal();
    },
    drop: async (digest) => node.forget(digest),
    answers(method, fault) {
      if (!isSuiMethod(method)) throw new RangeError(`Nothing here is asked by ${method}.`);
      faults.add(method, fault);
    },
    view: async (blocks) => viewSui(node, blocks),
    balance: async (address, asset) => balanceOnSui(node, address, asset),
    endEpoch: (referenceGasPrice) => node.endEpoch(referenceGasPrice ?? node.now().referenceGasPrice),
    passTime,
    acts,
    async stop() {
      if (timer !== null) clearInterval(timer);
      await wire.close();
    },
  };
}

const timeFigures = z.strictObject({ ms: z.int().min(1_000) });

/** What each package lets be done to it, and the time of the chain, for whoever steers by a wire. */
function actsOn(
  { packages, steered }: SuiNode,
  passTime: (ms: number) => void,
): NonNullable<LocalSui['acts']> {
  const ofPackages = [...packages.values()].flatMap(({ acts }) => Object.entries(acts));
  return {
    ...Object.fromEntries(
      ofPackages.map(([name, act]) => [name, async (figures: unknown) => act(figures, steered)]),
    ),
    time: async (figures) => passTime(timeFigures.parse(figures).ms),
  };
}
