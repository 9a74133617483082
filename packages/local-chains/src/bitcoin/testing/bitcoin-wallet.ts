// A wallet as people have one: a key, an address of one of the three kinds, and coins that the explorer tells of.

import { sha256 } from '@noble/hashes/sha2.js';
import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { p2pkh, p2tr, p2wpkh, Transaction } from '@scure/btc-signer';
import { pubECDSA, pubSchnorr } from '@scure/btc-signer/utils.js';
import type { ExplorerClient, ShownUnspent } from './explorer-client.ts';

export type WalletKind = 'p2wpkh' | 'p2tr' | 'p2pkh';

const NETWORK = { bech32: 'bcrt', pubKeyHash: 0x6f, scriptHash: 0xc4, wif: 0xef };

export interface Coin {
  readonly txid: string;
  readonly vout: number;
  readonly value: number;
}

export interface Spend {
  readonly coins: readonly Coin[];
  readonly to: string;
  readonly value: bigint;
  readonly fee: bigint;
  /** What is left comes back in one output, unless this says otherwise. */
  readonly change?: 'kept' | 'burnt';
  readonly sequence?: number;
  /** Signs with another key than its own. */
  readonly key?: Uint8Array;
}

export interface BitcoinWallet {
  readonly address: string;
  /** All that it could spend now. */
  coins(): Promise<ShownUnspent[]>;
  /** A signed transaction as hex. */
  sign(spend: Spend): Promise<string>;
}

export interface WalletOptions {
  readonly name: string;
  readonly kind?: WalletKind;
  readonly client: ExplorerClient;
}

export function createBitcoinWallet({ name, kind = 'p2wpkh', client }: WalletOptions): BitcoinWallet {
  const key = walletKeyOf(name);
  const payment = paymentOf(kind, key);
  return {
    address: payment.address,
    coins: () => client.read(`/address/${payment.address}/utxo`),
    async sign({ coins, to, value, fee, change = 'kept', sequence = 0xfffffffd, key: signer = key }) {
      const transaction = new Transaction();
      for (const { txid, vout, value: held } of coins) {
        const spent =
          kind === 'p2pkh'
            ? { nonWitnessUtxo: hexToBytes((await client.ask(`/tx/${txid}/hex`)).text) }
            : { witnessUtxo: { script: payment.script, amount: BigInt(held) } };
        const taproot = kind === 'p2tr' ? { tapInternalKey: pubSchnorr(key) } : {};
        transaction.addInput({ txid, index: vout, sequence, ...spent, ...taproot });
      }
      const left = coins.reduce((sum, coin) => sum + BigInt(coin.value), 0n) - value - fee;
      transaction.addOutputAddress(to, value, NETWORK);
      if (change === 'kept' && left > 0n) transaction.addOutputAddress(payment.address, left, NETWORK);
      transaction.sign(signer);
      transaction.finalize();
      return transaction.hex;
    },
  };
}

export function walletKeyOf(name: string): Uint8Array {
  return sha256(utf8ToBytes(name));
}

function paymentOf(kind: WalletKind, key: Uint8Array): { address: string; script: Uint8Array } {
  const made = {
    p2wpkh: () => p2wpkh(pubECDSA(key), NETWORK),
    p2tr: () => p2tr(pubSchnorr(key), undefined, NETWORK),
    p2pkh: () => p2pkh(pubECDSA(key), NETWORK),
  }[kind]();
  if (made.address === undefined) throw new Error(`A ${kind} wallet has an address.`);
  return { address: made.address, script: made.script };
}
