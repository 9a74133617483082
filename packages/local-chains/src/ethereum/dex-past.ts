// What a pool on the local Ethereum remembers of its price: as much as pools that have been traded in for long, though its chain begins now.
import {
  encodeAbiParameters,
  encodeFunctionData,
  getCreate2Address,
  type Hex,
  keccak256,
  pad,
  parseAbi,
} from 'viem';
import { z } from 'zod';
import { DEX_AT, POOL_CODE_HASH, type PoolFee } from './dex.ts';
import type { AnvilCalls } from './node/anvil-calls.ts';
import { hexText } from './node/waiting-transactions.ts';

/** How long before its chain a pool was made, in seconds: longer than anybody asks for its price. */
const OLDER_BY = 7_200n;
/** Of how many blocks with trades it remembers the price. */
const REMEMBERED = 300;
const GAS = 8_000_000n;

const poolAbi = parseAbi(['function increaseObservationCardinalityNext(uint16 next)']);

export interface PoolOfDollars {
  readonly usdc: Hex;
  readonly fee: PoolFee;
}

/** By its tokens and its fee: `PoolAddress.sol` of v3-periphery. */
export function poolAddress({ usdc, fee }: PoolOfDollars): Hex {
  const types = [{ type: 'address' }, { type: 'address' }, { type: 'uint24' }] as const;
  const salt = keccak256(encodeAbiParameters(types, [usdc, DEX_AT.weth, fee]));
  return getCreate2Address({ from: DEX_AT.factory, salt, bytecodeHash: POOL_CODE_HASH });
}

/** Makes room for what it will remember; whoever calls makes the block. */
export async function rememberPrices(
  { anvil, treasury }: { readonly anvil: AnvilCalls; readonly treasury: Hex },
  pool: PoolOfDollars,
): Promise<void> {
  const functionName = 'increaseObservationCardinalityNext';
  const data = encodeFunctionData({ abi: poolAbi, functionName, args: [REMEMBERED] });
  const gas = `0x${GAS.toString(16)}`;
  await anvil.ask(hexText, 'eth_sendTransaction', { from: treasury, to: poolAddress(pool), data, gas });
}

/** Its first word of the price was written earlier than its chain began. Source: `Oracle.sol` of v3-core, and the ninth word of a pool. */
export async function makeOlder(
  { anvil }: { readonly anvil: AnvilCalls },
  pool: PoolOfDollars,
): Promise<void> {
  const at = poolAddress(pool);
  const slot = pad('0x8', { size: 32 });
  const word = BigInt(await anvil.ask(hexText, 'eth_getStorageAt', at, slot, 'latest'));
  const older = pad(`0x${(word - OLDER_BY).toString(16)}`, { size: 32 });
  await anvil.ask(z.unknown(), 'anvil_setStorageAt', at, slot, older);
}
