import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Address, NETWORK, OutScript, TEST_NETWORK, Transaction } from '@scure/btc-signer';
import type { ChainCoin, UnsignedTransfer } from '../shape/transfer.ts';

/** It may be replaced by one that pays more: BIP-125. */
const REPLACEABLE = 0xffff_fffd;

export interface PsbtParts {
  /** Whose coins are spent. */
  readonly from: string;
  readonly coins: readonly ChainCoin[];
  readonly outputs: readonly { readonly to: string; readonly units: bigint }[];
}

/**
 * What it spends must lie at an address of segwit: then its hash is known before it is signed, as no signature is part of it
 * (BIP-141).
 */
export function makePsbt({ from, coins, outputs }: PsbtParts): Omit<UnsignedTransfer<'bitcoin'>, 'fee'> {
  const script = scriptOf(from);
  const transaction = new Transaction();
  for (const { name, money: held } of coins) {
    const [txid = '', index = ''] = name.split(':');
    const witnessUtxo = { script, amount: held.units };
    transaction.addInput({ txid, index: Number(index), sequence: REPLACEABLE, witnessUtxo });
  }
  for (const { to, units } of outputs) transaction.addOutput({ script: scriptOf(to), amount: units });
  return {
    unsigned: { psbt: bytesToHex(transaction.toPSBT(0)) },
    ...{ hash: hashOf(transaction.unsignedTx), spends: coins },
    sent: { inputs: coins.map(({ name }) => name) },
  };
}

/** Of the bytes without a witness: twice SHA-256, written from the last byte to the first. */
function hashOf(bytes: Uint8Array): string {
  return bytesToHex(sha256(sha256(bytes)).toReversed());
}

function scriptOf(address: string): Uint8Array {
  return OutScript.encode(Address(networkOf(address)).decode(address));
}

/** By how the address begins: whether it is one of our chain, its reader has said. */
export function networkOf(address: string): typeof NETWORK {
  const text = address.toLowerCase();
  if (text.startsWith('bcrt1')) return { ...TEST_NETWORK, bech32: 'bcrt' };
  return /^(bc1|1|3)/.test(text) ? NETWORK : TEST_NETWORK;
}
