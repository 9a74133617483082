// Vaults by EIP-4626 as strategies: what is put in becomes shares, whose price rises and may fall, so nothing is earned for sure before it
// is taken out. What a vault tells of its bounds is a hint; whether a call would be carried out shows as it is tried.
import { accept, money, type Outcome, refuse } from '@diboas/kernel';
import type { StrategyFacts } from '@diboas/orchestration';
import { approveExactly, type EvmParts, type EvmReader } from '@diboas/providers-kit/evm';
import {
  type EvmStrategy,
  readContracts,
  type StrategyMove,
  type StrategyRevert,
  type StrategyVenue,
} from '@diboas/providers-kit/strategies';
import {
  type Address,
  decodeErrorResult,
  encodeFunctionData,
  type Hex,
  isAddressEqual,
  parseEventLogs,
  type TransactionReceipt,
} from 'viem';
import { type ListedVault, vaultAbi } from '../wire/contracts.ts';
import { readBound, readTotals, readWorth } from '../wire/reader.ts';

interface VaultStrategy extends EvmStrategy {
  readonly vault: ListedVault;
  readonly token: Address;
}

/** By how much less than it is worth now a stop may bring: the price of a share may fall until then. */
const TOLERANCE_BPS = 50;

/** Nobody has so much: a bound beyond it is none. */
const NO_BOUND = 2n ** 128n;

export function createVaultVenue(
  { reader, now }: Pick<EvmParts, 'reader' | 'now'>,
  { vaults, usdc }: { readonly vaults: readonly ListedVault[]; readonly usdc: Address },
): StrategyVenue<VaultStrategy> {
  return {
    ...{ name: 'ERC-4626', earned: null, waits: true, toleranceBps: TOLERANCE_BPS, stopGas: 400_000n },
    // A share may be worth any number of units, which the tolerance is for.
    roundedUnits: 0n,
    strategies: vaults.map((vault) => {
      const { id, asset, protocol } = vault;
      return { ...{ id, asset, protocol, vault, token: usdc }, exit: 'when_free' };
    }),
    facts: async (strategy) =>
      reader === null ? refuse('unavailable') : readFacts({ reader, now }, strategy),
    worth: async ({ vault }, held) =>
      reader === null ? refuse('unavailable') : readWorth(reader, vault, held),
    free: async ({ vault, token }, holder) => {
      if (reader === null) return refuse('unavailable');
      const told = await readBound(reader, vault, { end: 'maxWithdraw', holder });
      if (!told.ok) return told;
      if (told.value !== null) return accept(told.value);
      // It tells nothing: what it has at hand may be had, and whether it may shows as it is tried.
      const totals = await readTotals(reader, vault, token);
      return totals.ok ? accept(totals.value.idle) : totals;
    },
    start: async ({ vault: { address }, token }, { units, from }) =>
      accept({
        approval: approveExactly(token, { spender: address, units }),
        act: callOf(address, { functionName: 'deposit', args: [units, from] }),
        ...{ least: units, expected: units },
      }),
    stopAll: async ({ vault: { address } }, { shares, from }) =>
      accept({
        approval: null,
        act: callOf(address, { functionName: 'redeem', args: [shares, from, from] }),
      }),
    stopSome: ({ vault: { address } }, { units, from }) => ({
      approval: null,
      act: callOf(address, { functionName: 'withdraw', args: [units, from, from] }),
    }),
    moved: ({ vault }, receipt, holder) => movedBy(vault, receipt, holder),
    reverted: revertOf,
  };
}

type VaultCall =
  | { readonly functionName: 'deposit'; readonly args: readonly [bigint, Address] }
  | { readonly functionName: 'redeem' | 'withdraw'; readonly args: readonly [bigint, Address, Address] };

function callOf(to: Address, call: VaultCall) {
  return { to, value: 0n, data: encodeFunctionData({ abi: vaultAbi, ...call }) };
}

async function readFacts(
  { reader, now }: { readonly reader: EvmReader; readonly now: EvmParts['now'] },
  { id, asset, protocol, exit, vault, token }: VaultStrategy,
): Promise<Outcome<StrategyFacts, 'unavailable'>> {
  const [contracts, totals, told] = await Promise.all([
    readContracts(reader, [vault.code], { vault: vault.address }),
    readTotals(reader, vault, token),
    readBound(reader, vault, { end: 'maxDeposit', holder: vault.address }),
  ]);
  if (!contracts.ok) return contracts;
  const base = { id, asset, protocol, exit, network: 'ethereum', contracts: contracts.value } as const;
  const none = money(asset, 0n);
  const at = now();
  // What is not what was looked at may tell anything, or nothing.
  if (contracts.value.some(({ isKnown }) => !isKnown))
    return accept({ ...base, state: 'changed', room: null, rate: null, total: none, free: none, at });
  if (!totals.ok || !told.ok) return refuse('unavailable');
  const isBound = told.value !== null && told.value < NO_BOUND;
  return accept({
    ...{ ...base, rate: null, at, state: isBound ? 'capped' : 'open' },
    room: isBound && told.value !== null ? money(asset, told.value) : null,
    ...{ total: money(asset, totals.value.total), free: money(asset, totals.value.idle) },
  });
}

/** By the vault's own log: what it took for how many shares, or gave for them. */
function movedBy(
  { address }: ListedVault,
  { logs }: TransactionReceipt,
  holder: Address,
): StrategyMove | null {
  const moves = parseEventLogs({ abi: vaultAbi, logs }).filter(
    (log) => isAddressEqual(log.address, address) && isAddressEqual(log.args.owner, holder),
  );
  const [move] = moves;
  if (move === undefined || moves.length > 1) return null;
  const { assets: units, shares } = move.args;
  return { direction: move.eventName === 'Deposit' ? 'in' : 'out', units, shares };
}

function revertOf(data: Hex): StrategyRevert {
  switch (nameOfRevert(data)) {
    case 'EnforcedPause':
      return 'paused';
    case 'ERC4626ExceededMaxDeposit':
      return 'capped';
    case 'ERC4626ExceededMaxWithdraw':
    case 'ERC4626ExceededMaxRedeem':
    case 'ERC20InsufficientBalance':
      return 'not_free';
    default:
      return 'other';
  }
}

function nameOfRevert(data: Hex): string | null {
  try {
    return decodeErrorResult({ abi: vaultAbi, data }).errorName;
  } catch {
    // viem throws for whatever is none of these.
    return null;
  }
}
