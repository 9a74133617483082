/** A network in memory: payments that wait, blocks that hold them, and branches that undo blocks. Its addresses are real ones. */
import { type Money, money } from '@diboas/kernel';

export interface Payment {
  readonly hash: string;
  readonly from: string;
  readonly to: string;
  readonly money: Money;
  /** In the network's own coin. */
  readonly fee: bigint;
  /** After this block nobody takes it. */
  readonly lastHeight: number;
  /** Of a token that is no asset of ours. */
  readonly token: string | null;
}

export type Found =
  | { readonly kind: 'nowhere' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'in_block'; readonly depth: number; readonly payment: Payment };

export interface ExampleChain {
  height(): number;
  send(payment: Payment): 'taken' | 'refused';
  mine(blocks: number): void;
  undo(depth: number, transactions: 'return' | 'drop'): void;
  find(hash: string): Found;
  arrivals(address: string): readonly Payment[];
  held(address: string, asset: Money['asset']): Money;
}

export function createExampleChain(coin: Money['asset']): ExampleChain {
  const blocks: Payment[][] = [];
  let waiting: Payment[] = [];
  const isThere = ({ hash }: Payment) => [...blocks.flat(), ...waiting].some((one) => one.hash === hash);
  const held = (address: string, asset: Money['asset']): bigint => {
    let units = 0n;
    for (const one of blocks.flat()) {
      if (one.token === null && one.money.asset === asset) {
        if (one.to === address) units += one.money.units;
        if (one.from === address) units -= one.money.units;
      }
      if (one.from === address && asset === coin) units -= one.fee;
    }
    return units;
  };
  return {
    height: () => blocks.length,
    send(payment) {
      if (isThere(payment)) return 'taken';
      if (blocks.length > payment.lastHeight) return 'refused';
      waiting.push(payment);
      return 'taken';
    },
    mine(count) {
      for (let made = 0; made < count; made += 1) {
        blocks.push(waiting);
        waiting = [];
      }
    },
    undo(depth, transactions) {
      const undone = blocks.splice(-depth);
      if (transactions === 'return') waiting = [...undone.flat(), ...waiting];
      // As many blocks take their place.
      for (const _block of undone) blocks.push([]);
    },
    find(hash) {
      const at = blocks.findIndex((block) => block.some((one) => one.hash === hash));
      const payment = blocks[at]?.find((one) => one.hash === hash);
      if (payment) return { kind: 'in_block', depth: blocks.length - at, payment };
      return { kind: waiting.some((one) => one.hash === hash) ? 'waiting' : 'nowhere' };
    },
    arrivals: (address) => blocks.flat().filter(({ to }) => to === address),
    held: (address, asset) => money(asset, held(address, asset)),
  };
}
