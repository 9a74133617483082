// Somebody with a key and coins on a local Bitcoin, who signs as whoever keeps a key does.
import type { LocalBitcoin } from '@diboas/local-chains';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { p2wpkh, TEST_NETWORK, Transaction } from '@scure/btc-signer';
import { pubECDSA, randomPrivateKeyBytes } from '@scure/btc-signer/utils.js';
import { finishBitcoin } from '../bitcoin/transfer.ts';

const REGTEST = { ...TEST_NETWORK, bech32: 'bcrt' };

export interface BitcoinPayer {
  readonly key: Uint8Array;
  readonly address: string;
}

export function somePayer(): BitcoinPayer {
  const key = randomPrivateKeyBytes();
  const { address } = p2wpkh(pubECDSA(key), REGTEST);
  if (address === undefined) throw new Error('a key of segwit has an address');
  return { key, address };
}

/** Somebody with one coin of each of these sums. */
export async function payerWith(chain: LocalBitcoin, sums: readonly bigint[]): Promise<BitcoinPayer> {
  const one = somePayer();
  for (const sum of sums) await chain.fund(one.address, 'BTC', sum);
  return one;
}

/** The PSBT with this key's signatures in it. */
export function signPsbt({ key }: Pick<BitcoinPayer, 'key'>, psbt: string): string {
  const transaction = Transaction.fromPSBT(hexToBytes(psbt));
  transaction.sign(key);
  return bytesToHex(transaction.toPSBT(0));
}

/** What is broadcast, with its hash. */
export function signWhole(
  payer: BitcoinPayer,
  psbt: string,
): { readonly bytes: string; readonly hash: string } {
  const finished = finishBitcoin(signPsbt(payer, psbt));
  if (finished === null) throw new Error('what is signed is whole');
  return finished;
}
