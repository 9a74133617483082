import { accept, type Clock, type Instant, type Outcome, refuse } from '@diboas/kernel';
import {
  createOpenGate,
  type Memo,
  type ProviderGate,
  type SeenDeposits,
  type Wallet,
  type WalletAnswer,
} from '@diboas/orchestration';
import type { Store } from '@diboas/storage';
import { pino } from 'pino';
import { createPersonalWallets } from '../custody/personal-wallets.ts';
import type { Parts } from '../parts/parts.ts';
import { pricingProvider } from './parts.ts';

/** Good addresses on whichever chain. */
export const TOLD_ADDRESSES = [
  { network: 'ethereum', address: '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045' },
  { network: 'solana', address: '7v91N7iZ9mNicL8WfG6cgSCKyRXydQjLh6UYBWwm6y1Q' },
] as const;

/** A provider that keeps keys and answers as it is told. What was asked of it is in `asked` and `looks`. */
export function createToldWallet(id = 'northpay') {
  const asked: Memo[] = [];
  const looks: { readonly address: string; readonly since: string | null; readonly madeAt: Instant }[] = [];
  const created: WalletAnswer = { kind: 'created', reference: 'wal-1', addresses: TOLD_ADDRESSES };
  const nothing: SeenDeposits = { deposits: [], strange: [], until: 'the beginning', hasMore: false };
  const told: { answer: WalletAnswer; seen: Outcome<SeenDeposits, 'unavailable'> } = {
    ...{ answer: created, seen: accept(nothing) },
  };
  const wallet: Wallet = {
    ...pricingProvider(id, async () => refuse('unsupported')),
    roles: ['WALLET'],
    networks: ['ethereum', 'solana'],
    // What was prepared has its time in it, so two that were prepared differ.
    prepareWallet: ({ name }) => ({ bytes: `${name} for the ${asked.length}. time`, names: [] }),
    async createWallet(memo) {
      asked.push(memo);
      return told.answer;
    },
    async deposits({ address, since, madeAt }) {
      looks.push({ address, since, madeAt });
      return told.seen;
    },
    holdings: async () => refuse('unavailable'),
  };
  return { wallet, told, asked, looks, created };
}

/** The wallets of people in a small world. */
export function createToldWallets(
  { store, clock, createId }: { store: Store; clock: Clock; createId: Parts['createId'] },
  wallets: readonly Wallet[],
  gate: ProviderGate = createOpenGate(),
) {
  return createPersonalWallets({
    ...{ store, clock, createId, wallets, gate, chain: 'test', memoSeal: undefined },
    logger: pino({ level: 'silent' }),
  });
}
