/** Wallets and their accounts. Only the plans are kept: keys are made from the seed whenever they are needed. */
import { createHmac } from 'node:crypto';
import type { Shelf } from '@diboas/sandbox-kit';
import {
  type Account,
  type AccountNetwork,
  type AccountPlan,
  ADDRESS_FORMATS,
  openAccount,
} from './account.ts';

interface Kept {
  readonly walletId: string;
  readonly walletName: string;
  readonly accounts: readonly (AccountPlan & { readonly address: string })[];
}

export interface WalletAccount {
  readonly walletId: string;
  readonly account: Account;
  readonly privateKey: Uint8Array;
}

export interface Wallets {
  /** Null where an account has no key at its path. */
  create(wallet: { id: string; name: string; accounts: readonly AccountPlan[] }): readonly string[] | null;
  /** Adds accounts; null where there is no such wallet, or no key at a path. */
  extend(walletId: string, accounts: readonly AccountPlan[]): readonly string[] | null;
  /** The accounts of a wallet; null where there is none of this id. */
  accountsOf(walletId: string): readonly Account[] | null;
  /** Who signs for an address; addresses of Ethereum are the same in any case of letters. */
  signerOf(address: string): WalletAccount | null;
  /** How many wallets have this name. */
  named(name: string): number;
  /** Every address that there is on a network. */
  addressesOn(network: AccountNetwork): readonly string[];
}

/**
 * The accounts of the wallet that orders are paid from, which is there from the beginning, on the test chains: one on each network,
 * and then those that something else is signed with: swaps, loans, vaults, crossings, pools,
 * routes from one network to another, reserves, and orders that others fulfil.
 */
const PAYING: readonly AccountPlan[] = [
  {
    addressFormat: 'ADDRESS_FORMAT_BITCOIN_REGTEST_P2WPKH',
    ...{ curve: 'CURVE_SECP256K1', path: "m/84'/1'/0'/0/0" },
  },
  { addressFormat: 'ADDRESS_FORMAT_ETHEREUM', curve: 'CURVE_SECP256K1', path: "m/44'/60'/0'/0/0" },
  { addressFormat: 'ADDRESS_FORMAT_SOLANA', curve: 'CURVE_ED25519', path: "m/44'/501'/0'/0'" },
  { addressFormat: 'ADDRESS_FORMAT_SUI', curve: 'CURVE_ED25519', path: "m/44'/784'/0'/0'/0'" },
  ...[1, 2, 3, 4, 5, 6, 7, 8].flatMap((place): AccountPlan[] => [
    {
      addressFormat: 'ADDRESS_FORMAT_ETHEREUM',
      ...{ curve: 'CURVE_SECP256K1', path: `m/44'/60'/0'/0/${place}` },
    },
    { addressFormat: 'ADDRESS_FORMAT_SOLANA', curve: 'CURVE_ED25519', path: `m/44'/501'/${place}'/0'` },
    { addressFormat: 'ADDRESS_FORMAT_SUI', curve: 'CURVE_ED25519', path: `m/44'/784'/${place}'/0'/0'` },
  ]),
];

/** @param masterSeed what all wallets are made of; the same seed and id make the same keys. */
export function createWallets({
  shelf,
  masterSeed,
  payingId,
}: {
  readonly shelf: Shelf<Kept>;
  readonly masterSeed: Uint8Array;
  readonly payingId: string;
}): Wallets {
  const open = (walletId: string, plan: AccountPlan) => openAccount(seedOf(masterSeed, walletId), plan);
  const kept = (walletId: string, walletName: string, plans: readonly AccountPlan[]): Kept | null => {
    const opened = plans.map((plan) => open(walletId, plan));
    const accounts = opened.flatMap((one) => (one ? [one.account] : []));
    return accounts.length === plans.length ? { walletId, walletName, accounts } : null;
  };
  const paying = kept(payingId, 'Paying wallet', PAYING);
  if (paying === null) throw new Error('The paths of the paying wallet have keys.');
  const find = (walletId: string) => shelf.get(walletId) ?? (walletId === payingId ? paying : undefined);
  const all = () => [...(shelf.get(payingId) ? [] : [paying]), ...shelf.list()];
  return {
    create({ id, name, accounts }) {
      const wallet = kept(id, name, accounts);
      if (wallet === null) return null;
      shelf.put(id, wallet);
      return wallet.accounts.map(({ address }) => address);
    },
    extend(walletId, accounts) {
      const wallet = find(walletId);
      const more = wallet && kept(walletId, wallet.walletName, accounts);
      if (!wallet || !more) return null;
      shelf.put(walletId, { ...wallet, accounts: [...wallet.accounts, ...more.accounts] });
      return more.accounts.map(({ address }) => address);
    },
    accountsOf(walletId) {
      const wallet = find(walletId);
      return wallet?.accounts.flatMap((plan) => open(walletId, plan)?.account ?? []) ?? null;
    },
    signerOf(address) {
      for (const { walletId, accounts } of all()) {
        const plan = accounts.find((one) => isSame(one.address, address));
        const opened = plan ? open(walletId, plan) : null;
        if (opened) return { walletId, ...opened };
      }
      return null;
    },
    named: (name) => all().filter(({ walletName }) => walletName === name).length,
    addressesOn: (network) =>
      all().flatMap(({ accounts }) =>
        accounts.flatMap(({ address, addressFormat }) =>
          ADDRESS_FORMATS[addressFormat].network === network ? [address] : [],
        ),
      ),
  };
}

function seedOf(masterSeed: Uint8Array, walletId: string): Uint8Array {
  return createHmac('sha512', masterSeed).update(`wallet ${walletId}`).digest();
}

function isSame(left: string, right: string): boolean {
  const isHex = left.startsWith('0x');
  return isHex ? left.toLowerCase() === right.toLowerCase() : left === right;
}
