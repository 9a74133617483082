// The treasury's wallet on Bitcoin: what lies at its address is spent by two of three people, each with a key of their own.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import { p2ms, p2wsh, TEST_NETWORK } from '@scure/btc-signer';
import { networkOf } from '../psbt.ts';

export interface TreasuryWallet {
  readonly address: string;
  /** Compressed public keys in hex, in the order in which the script has them: BIP-67. */
  readonly keys: readonly string[];
  /** What the address stands for, in hex; whoever signs must be given it. */
  readonly witnessScript: string;
}

/** How many of the keys sign. */
export const TREASURY_SIGNERS = 2;
const KEYS = 3;

/**
 * By the first block of a chain, what its addresses begin with; every other test chain is one of somebody's own machine. Bitcoin
 * Core, `kernel/chainparams.cpp`: testnet3, testnet4, signet.
 */
const TEST_GENESES: readonly string[] = [
  '000000000933ea01ad0ee984209779baaec3ced90fa3f408719526f8d77f4943',
  '00000000da84f2bafbbc53dee25a72ae507ff4914b867c565be350b0da8bf043',
  '00000008819873e925422c1ff0f99f7cc9bbb232af63a077a480a3633bee1ef6',
];

/**
 * The wallet of three public keys, the same in whatever order they are given. Refused where they are not three different keys of
 * secp256k1, compressed.
 * @param on the chain, by the first block of it
 */
export function treasuryWallet(
  publicKeys: readonly string[],
  on: { readonly genesis: string; readonly chain: 'live' | 'test' },
): Outcome<TreasuryWallet, 'not_three_keys'> {
  const keys = [...new Set(publicKeys.map((key) => key.toLowerCase()))].toSorted();
  if (keys.length !== KEYS || !keys.every(isKey)) return refuse('not_three_keys');
  const test = TEST_GENESES.includes(on.genesis) ? TEST_NETWORK : networkOf('bcrt1');
  const { address, witnessScript } = p2wsh(
    p2ms(TREASURY_SIGNERS, keys.map(hexToBytes)),
    on.chain === 'live' ? networkOf('bc1') : test,
  );
  return accept({ address, keys, witnessScript: bytesToHex(witnessScript) });
}

function isKey(text: string): boolean {
  if (!/^0[23][0-9a-f]{64}$/.test(text)) return false;
  try {
    secp256k1.Point.fromHex(text);
    return true;
  } catch {
    // The library throws for what is no point of the curve.
    return false;
  }
}
