/** Wallets: one key each, on the network of its chain type. Only what they are made of is kept: keys are made whenever they are needed. */
import { createHmac } from 'node:crypto';
import type { Clock, Instant } from '@diboas/kernel';
import type { Shelf } from '@diboas/sandbox-kit';
import {
  bitcoinAddress,
  ethereumAddress,
  type KeyCurve,
  solanaAddress,
  suiAddress,
  type WalletKey,
  walletKeyAt,
} from '@diboas/sandbox-kit/chains';
import { ownerIdOf } from './authorization.ts';

interface ChainType {
  readonly network: 'bitcoin' | 'ethereum' | 'solana' | 'sui';
  readonly curve: KeyCurve;
  readonly path: string;
  addressOf(key: WalletKey): string;
}

/** Of Privy's chain types those that are here. A Bitcoin address is one of the chain that the sandbox has. */
export const CHAIN_TYPES = {
  'bitcoin-segwit': {
    ...{ network: 'bitcoin', curve: 'secp256k1', path: "m/84'/1'/0'/0/0" },
    addressOf: (key) => bitcoinAddress(key, 'bcrt'),
  },
  ethereum: {
    ...{ network: 'ethereum', curve: 'secp256k1', path: "m/44'/60'/0'/0/0" },
    addressOf: ethereumAddress,
  },
  solana: { network: 'solana', curve: 'ed25519', path: "m/44'/501'/0'/0'", addressOf: solanaAddress },
  sui: { network: 'sui', curve: 'ed25519', path: "m/44'/784'/0'/0'/0'", addressOf: suiAddress },
} as const satisfies Readonly<Record<string, ChainType>>;

export type ChainTypeName = keyof typeof CHAIN_TYPES;

export function isChainType(text: string): text is ChainTypeName {
  return Object.hasOwn(CHAIN_TYPES, text);
}

export interface KeptWallet {
  readonly id: string;
  readonly chainType: ChainTypeName;
  readonly externalId: string | null;
  readonly displayName: string | null;
  /** Who must sign what is done with it: SPKI in base64; null for a wallet that nobody owns. */
  readonly owner: string | null;
  readonly createdAt: Instant;
  readonly address: string;
}

/** What a wallet is made of. */
export type WalletPlan = Omit<KeptWallet, 'createdAt' | 'address'>;

export interface OpenWallet extends KeptWallet, WalletKey {}

export interface Wallets {
  /** Null where another one has this external id. */
  create(wallet: WalletPlan): OpenWallet | null;
  /** By its id, or by `ext_wal_` and its external id. */
  find(name: string): OpenWallet | null;
  /** Whose address it is; those of Ethereum are the same in any case of letters. */
  at(address: string): OpenWallet | null;
  list(): readonly KeptWallet[];
}

/** @param paying the wallets that are there from the beginning */
export function createWallets(parts: {
  readonly shelf: Shelf<KeptWallet>;
  readonly clock: Clock;
  readonly masterSeed: Uint8Array;
  readonly paying: readonly WalletPlan[];
}): Wallets {
  const { shelf, clock, masterSeed } = parts;
  const keyOf = ({ id, chainType }: WalletPlan): WalletKey => {
    const { curve, path } = CHAIN_TYPES[chainType];
    const seed = createHmac('sha512', masterSeed).update(`wallet ${id}`).digest();
    const key = walletKeyAt(seed, { curve, path });
    if (key === null) throw new Error('The path of every chain type has a key.');
    return key;
  };
  const made = (plan: WalletPlan, createdAt: Instant): KeptWallet => {
    const address = CHAIN_TYPES[plan.chainType].addressOf(keyOf(plan));
    return { ...plan, createdAt, address };
  };
  const paying = parts.paying.map((one) => made(one, 0));
  const all = (): readonly KeptWallet[] => [...paying, ...shelf.list()];
  const open = (kept: KeptWallet | undefined): OpenWallet | null =>
    kept === undefined ? null : { ...kept, ...keyOf(kept) };
  return {
    create(wallet) {
      const { externalId } = wallet;
      if (externalId !== null && all().some((one) => one.externalId === externalId)) return null;
      const kept = made(wallet, clock.now());
      shelf.put(wallet.id, kept);
      return open(kept);
    },
    find: (name) => open(all().find(({ id, externalId }) => id === name || `ext_wal_${externalId}` === name)),
    at: (address) => open(all().find((one) => isSame(one.address, address))),
    list: all,
  };
}

function isSame(left: string, right: string): boolean {
  return left.startsWith('0x') ? left.toLowerCase() === right.toLowerCase() : left === right;
}

/** As callers see it. */
export function shownWallet(wallet: OpenWallet): object {
  const { id, address, publicKey, chainType, externalId, displayName, owner, createdAt } = wallet;
  return {
    ...{ id, address, chain_type: chainType, public_key: Buffer.from(publicKey).toString('hex') },
    ...{ policy_ids: [], additional_signers: [], owner_id: owner === null ? null : ownerIdOf(owner) },
    ...(externalId === null ? {} : { external_id: externalId }),
    ...(displayName === null ? {} : { display_name: displayName }),
    ...{ created_at: createdAt, exported_at: null, imported_at: null },
  };
}
