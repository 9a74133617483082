// What people who run a market do with it, and what befalls it, for tests: by the lender who is its administrator.
import { encodeFunctionData, type Hex, parseAbi } from 'viem';
import { z } from 'zod';
import type { AnvilCalls } from '../node/anvil-calls.ts';
import { hexText } from '../node/waiting-transactions.ts';
import { actAsLender, LENDER, type LendingMarket, type LendingParts, poolAbi } from './place-lending.ts';

export type LentAsset = 'USDC' | 'ETH';

/** Everybody's in a market. Each act stands in a block of its own. */
export interface LendingControls {
  /** Nothing goes in and nothing comes out, or both as ever. */
  pause(asset: LentAsset, isPaused: boolean): Promise<void>;
  /** Nothing goes in, or as ever. */
  freeze(asset: LentAsset, isFrozen: boolean): Promise<void>;
  /** How much may lie there at most, in whole dollars or ether; nothing for no bound. */
  cap(asset: LentAsset, whole: bigint): Promise<void>;
  /** Lends out all but so many units of what could be taken out; what is lent out comes back with `refill`. */
  drain(asset: LentAsset, left: bigint): Promise<void>;
  refill(asset: LentAsset): Promise<void>;
}

const configuratorAbi = parseAbi([
  'function setReservePause(address asset, bool paused)',
  'function setReserveFreeze(address asset, bool freeze)',
  'function setSupplyCap(address asset, uint256 cap)',
]);
const reserveAbi = parseAbi([
  'function balanceOf(address owner) view returns (uint256)',
  'function getReserveTokensAddresses(address asset) view returns (address aToken, address stableDebt, address variableDebt)',
]);

/** What is laid there of the other asset, so that all of one can be borrowed against it: worth a hundred billions. */
const COLLATERAL: Readonly<Record<LentAsset, bigint>> = { USDC: 10n ** 17n, ETH: 25_000_000n * 10n ** 18n };

export function steerLending(
  { anvil, usdc, weth }: LendingParts,
  { pool, configurator, dataProvider }: LendingMarket,
): LendingControls {
  const lent = new Map<LentAsset, bigint>();
  const tokenOf = (asset: LentAsset): Hex => (asset === 'ETH' ? weth : usdc);
  const configure = (data: Hex) => actAsLender(anvil, { to: configurator, data });
  const inPool = (data: Hex) => actAsLender(anvil, { to: pool, data });
  return {
    pause: (asset, isPaused) => configure(encode('setReservePause', [tokenOf(asset), isPaused])),
    freeze: (asset, isFrozen) => configure(encode('setReserveFreeze', [tokenOf(asset), isFrozen])),
    cap: (asset, whole) =>
      configure(
        encodeFunctionData({
          abi: configuratorAbi,
          functionName: 'setSupplyCap',
          args: [tokenOf(asset), whole],
        }),
      ),
    async drain(asset, left) {
      const token = tokenOf(asset);
      const free = await freeOf(anvil, { token, dataProvider });
      const other = asset === 'ETH' ? 'USDC' : 'ETH';
      const laid = [tokenOf(other), COLLATERAL[other], LENDER, 0] as const;
      await inPool(encodeFunctionData({ abi: poolAbi, functionName: 'supply', args: laid }));
      const units = free - left;
      lent.set(asset, (lent.get(asset) ?? 0n) + units);
      const args = [token, units, 2n, 0, LENDER] as const;
      await inPool(encodeFunctionData({ abi: poolAbi, functionName: 'borrow', args }));
    },
    async refill(asset) {
      const args = [tokenOf(asset), lent.get(asset) ?? 0n, 2n, LENDER] as const;
      if (args[1] > 0n) await inPool(encodeFunctionData({ abi: poolAbi, functionName: 'repay', args }));
      lent.delete(asset);
    },
  };
}

function encode(functionName: 'setReservePause' | 'setReserveFreeze', args: readonly [Hex, boolean]): Hex {
  return encodeFunctionData({ abi: configuratorAbi, functionName, args });
}

/** What of a reserve is lent to nobody. */
async function freeOf(
  anvil: AnvilCalls,
  { token, dataProvider }: { readonly token: Hex; readonly dataProvider: Hex },
): Promise<bigint> {
  const ask = (to: Hex, data: Hex) => anvil.ask(hexText, 'eth_call', { to, data }, 'latest');
  const asked = { abi: reserveAbi, functionName: 'getReserveTokensAddresses', args: [token] } as const;
  const words = await ask(dataProvider, encodeFunctionData(asked));
  const aToken = `0x${words.slice(26, 66)}` as const;
  const held = { abi: reserveAbi, functionName: 'balanceOf', args: [aToken] } as const;
  return BigInt(await ask(token, encodeFunctionData(held)));
}

/** Another code at a contract, which does the same: as if somebody had put it there. Gives what puts the first one back. */
export async function changeCode(anvil: AnvilCalls, address: Hex): Promise<() => Promise<void>> {
  const code = await anvil.ask(hexText, 'eth_getCode', address, 'latest');
  const put = async (bytes: Hex) => {
    await anvil.ask(z.unknown(), 'anvil_setCode', address, bytes);
  };
  await put(`${code}00`);
  return () => put(code);
}
