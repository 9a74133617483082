/** A provider that keeps keys, in memory: whatever it is asked for by the same bytes is done once. What goes wrong is steered. */
import { createHash } from 'node:crypto';
import { assert } from '@diboas/kernel';
import type { WalletFault } from '../wallet-world.ts';
import { createExampleChain, type ExampleChain, type Payment } from './example-chain.ts';

export type ExampleNetwork = 'bitcoin' | 'ethereum';

export const COINS = { bitcoin: 'BTC', ethereum: 'ETH' } as const;

/** Why there is no answer. */
export class ExampleProblem extends Error {
  readonly kind: 'never_sent' | 'rate_limited' | 'silence';

  constructor(kind: ExampleProblem['kind']) {
    super(kind);
    this.kind = kind;
  }
}

export interface ExampleWalletRecord {
  readonly reference: string;
  readonly name: string;
  readonly addresses: readonly { readonly network: ExampleNetwork; readonly address: string }[];
}

export interface ExampleKeeper {
  readonly chains: Readonly<Record<ExampleNetwork, ExampleChain>>;
  readonly wallets: readonly ExampleWalletRecord[];
  /** Whether anybody is there at all, for the next call. */
  strike(fault: WalletFault | null): void;
  sign(bytes: string): Promise<string>;
  /** Broadcasts; the same payment again is the same one. */
  send(network: ExampleNetwork, payment: Payment): Promise<'taken' | 'refused'>;
  createWallet(bytes: string): Promise<ExampleWalletRecord>;
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function createExampleKeeper(newAddress: (network: ExampleNetwork) => string): ExampleKeeper {
  const chains = { bitcoin: createExampleChain('BTC'), ethereum: createExampleChain('ETH') };
  const wallets = new Map<string, ExampleWalletRecord>();
  let next: WalletFault | null = null;
  const atNode = <Result>(act: () => Result): Result => {
    if (next === 'node_fails') {
      next = null;
      throw new ExampleProblem('silence');
    }
    const done = act();
    if (next === 'node_loses_its_answer') {
      next = null;
      throw new ExampleProblem('silence');
    }
    return done;
  };
  /** What comes from outside comes later. */
  const called = async <Result>(act: () => Result): Promise<Result> => {
    await Promise.resolve();
    const fault = next;
    if (fault === null || fault.startsWith('node')) return act();
    next = null;
    if (fault === 'rate_limit') throw new ExampleProblem('rate_limited');
    if (fault.endsWith('_after')) act();
    throw new ExampleProblem('silence');
  };
  return {
    chains,
    get wallets() {
      return [...wallets.values()];
    },
    strike(fault) {
      next = fault;
    },
    sign: (bytes) => called(() => `signed ${hashOf(bytes)}`),
    send: (network, payment) => called(() => atNode(() => chains[network].send(payment))),
    createWallet: (bytes) =>
      called(() => {
        const known = wallets.get(bytes);
        if (known) return known;
        const { name } = JSON.parse(bytes);
        assert(typeof name === 'string', 'a wallet is asked for by a name');
        const networks = ['bitcoin', 'ethereum'] as const;
        const addresses = networks.map((network) => ({ network, address: newAddress(network) }));
        const made = { reference: hashOf(bytes), name, addresses };
        wallets.set(bytes, made);
        return made;
      }),
  };
}
