// Contracts of carriers on the local Ethereum, where they are on the real one.
import { concatHex, encodeAbiParameters, type Hex } from 'viem';
import { CARRIER_BYTECODE } from './carrier/bytecode.ts';
import type { AnvilCalls } from './node/anvil-calls.ts';
import { DLN_SOURCE_BYTECODE } from './order-book/bytecode.ts';
import { placeContract } from './place-contract.ts';

/** LI.FI's Diamond, and where orders of deBridge's DLN are placed. */
const CARRIERS: readonly (readonly [Hex, Hex])[] = [
  ['0x1231DEB6f5749EF6cE6943a275A1D3E7486F4EaE', CARRIER_BYTECODE],
  ['0xeF4fB24aD0916217251F553c0596F8Edc630EB66', DLN_SOURCE_BYTECODE],
];

/** Who is handed what they take: the key is the SHA-256 of `carrier of the sandbox`. */
const KEEPER = '0xa5bbe413323fd57f472EDD719C153DF580837c27';

export async function placeCarriers(parts: {
  readonly anvil: AnvilCalls;
  readonly treasury: Hex;
}): Promise<void> {
  const keeper = encodeAbiParameters([{ type: 'address' }], [KEEPER]);
  for (const [at, bytecode] of CARRIERS) await placeContract(parts, at, concatHex([bytecode, keeper]));
}
