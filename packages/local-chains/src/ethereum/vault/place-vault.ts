// A vault of dollars on the local Ethereum, most of which its keeper has lent out, so that what is put in earns. Its keeper is the
// lender of the market, who deploys it, so that it has the same address on every chain that is started.
import {
  concatHex,
  encodeAbiParameters,
  encodeFunctionData,
  getContractAddress,
  type Hex,
  parseAbi,
} from 'viem';
import { actAsLender, LENDER } from '../lending/place-lending.ts';
import type { AnvilCalls } from '../node/anvil-calls.ts';
import { hexText } from '../node/waiting-transactions.ts';
import { LENT_VAULT_BYTECODE } from './lent-vault.ts';

export interface VaultParts {
  readonly anvil: AnvilCalls;
  readonly usdc: Hex;
}

/** What its keeper does with it, and what befalls it, for tests. Each act stands in a block of its own. */
export interface VaultControls {
  /** Leaves so many units that can be taken out now; what is lent out comes back with `refill`. */
  drain(left: bigint): Promise<void>;
  refill(): Promise<void>;
  /** So many units of what is lent out are lost. */
  lose(units: bigint): Promise<void>;
  /** How much may lie there at most, in units, and whether it tells nobody its bounds. */
  bound(bounds: { readonly cap: bigint; readonly isSilent: boolean }): Promise<void>;
}

/** In millionths of a dollar: what lies there from the beginning, and what of it is lent out. */
const LAID = 20_000_000n * 10n ** 6n;
const LENT = 15_000_000n * 10n ** 6n;

const vaultAbi = parseAbi([
  'function deposit(uint256 assets, address receiver) returns (uint256)',
  'function lend(uint256 units)',
  'function bring(uint256 units)',
  'function lose(uint256 units)',
  'function bound(uint256 cap, bool isSilent)',
  'function approve(address spender, uint256 value) returns (bool)',
  'function balanceOf(address owner) view returns (uint256)',
]);

/** Puts it there; whoever calls makes the block that it stands in. */
export async function placeVault({ anvil, usdc }: VaultParts): Promise<Hex> {
  const nonce = BigInt(await anvil.ask(hexText, 'eth_getTransactionCount', LENDER, 'pending'));
  const vault = getContractAddress({ from: LENDER, nonce });
  const made = encodeAbiParameters([{ type: 'address' }, { type: 'address' }], [usdc, LENDER]);
  await actAsLender(anvil, { data: concatHex([LENT_VAULT_BYTECODE, made]) });
  const approve = { abi: vaultAbi, functionName: 'approve', args: [vault, 2n ** 255n] } as const;
  await actAsLender(anvil, { to: usdc, data: encodeFunctionData(approve) });
  const deposit = { abi: vaultAbi, functionName: 'deposit', args: [LAID, LENDER] } as const;
  await actAsLender(anvil, { to: vault, data: encodeFunctionData(deposit) });
  await actAsLender(anvil, {
    to: vault,
    data: encodeFunctionData({ abi: vaultAbi, functionName: 'lend', args: [LENT] }),
  });
  return vault;
}

export function steerVault({ anvil, usdc }: VaultParts, vault: Hex): VaultControls {
  let lent = 0n;
  const act = (functionName: 'lend' | 'bring' | 'lose', units: bigint) =>
    actAsLender(anvil, {
      to: vault,
      data: encodeFunctionData({ abi: vaultAbi, functionName, args: [units] }),
    });
  return {
    async drain(left) {
      const held = { abi: vaultAbi, functionName: 'balanceOf', args: [vault] } as const;
      const idle = BigInt(
        await anvil.ask(hexText, 'eth_call', { to: usdc, data: encodeFunctionData(held) }, 'latest'),
      );
      lent += idle - left;
      await act('lend', idle - left);
    },
    async refill() {
      if (lent > 0n) await act('bring', lent);
      lent = 0n;
    },
    lose: (units) => act('lose', units),
    bound: ({ cap, isSilent }) =>
      actAsLender(anvil, {
        to: vault,
        data: encodeFunctionData({ abi: vaultAbi, functionName: 'bound', args: [cap, isSilent] }),
      }),
  };
}
