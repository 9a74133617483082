// Aave v3 as strategies: what is put in earns what borrowers pay, second by second, and is never worth less. Its shares are scaled
// amounts, of which an index that only rises says what they are worth.
import { accept, largerUnits, money, type Outcome, refuse } from '@diboas/kernel';
import type { StrategyFacts } from '@diboas/orchestration';
import { approveExactly, type EvmParts } from '@diboas/providers-kit/evm';
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
import { type AaveMarket, gatewayAbi, NUMBERED, poolAbi, revertAbi } from '../wire/contracts.ts';
import { readFree, readIndex, readReserve } from '../wire/reader.ts';
import { ROUNDED_UNITS, scaledIn, scaledOut, worthOf, yearlyPpm } from './ray.ts';
import { standingOf } from './state.ts';

interface AaveStrategy extends EvmStrategy {
  /** The token that lies in the market: ether is one there. */
  readonly token: Address;
}

export interface AaveOptions {
  readonly market: AaveMarket;
  readonly usdc: Address;
  /** SHA-256 of the code that was looked at. */
  readonly knownCode: readonly string[];
}

export function createAaveVenue(
  { reader, now }: Pick<EvmParts, 'reader' | 'now'>,
  { market, usdc, knownCode }: AaveOptions,
): StrategyVenue<AaveStrategy> {
  const base = { protocol: 'Aave v3', exit: 'when_free' } as const;
  return {
    ...{ name: 'Aave', waits: true, toleranceBps: 0, stopGas: 400_000n },
    roundedUnits: ROUNDED_UNITS,
    strategies: [
      { ...base, id: 'aave-usdc', asset: 'USDC', token: usdc },
      { ...base, id: 'aave-eth', asset: 'ETH', token: market.weth },
    ],
    facts: (strategy) => readFacts({ reader, now }, { market, strategy, knownCode }),
    worth: ({ token }, held) => readWorth({ reader }, { market, token, ...held }),
    // Shares are never worth less than they were.
    async earned({ token }, { shares, units }) {
      const worth = await readWorth({ reader }, { market, token, shares, block: 'finalized' });
      return worth.ok ? accept(largerUnits(worth.value - units, 0n)) : worth;
    },
    free: async (strategy) => (reader === null ? refuse('unavailable') : readFree(reader, market, strategy)),
    start: async (strategy, put) =>
      accept({ ...putIn(market, strategy, put), least: put.units, expected: put.units }),
    stopAll: async (strategy, held) => accept(takeOut(market, strategy, held)),
    stopSome: (strategy, some) => takeOut(market, strategy, some),
    moved: (strategy, receipt, holder) => movedBy(market, strategy, { receipt, holder }),
    reverted: revertOf,
  };
}

interface OfHolder {
  readonly market: AaveMarket;
  readonly token: Address;
  readonly shares: bigint;
  readonly block: 'latest' | 'finalized';
}

async function readWorth(
  { reader }: Pick<EvmParts, 'reader'>,
  { market, token, shares, block }: OfHolder,
): Promise<Outcome<bigint, 'unavailable'>> {
  if (reader === null) return refuse('unavailable');
  const index = await readIndex(reader, market, { token, block });
  return index.ok ? accept(worthOf(shares, index.value, market.rounding)) : index;
}

function putIn(
  market: AaveMarket,
  { asset, token }: AaveStrategy,
  { units, from }: { readonly units: bigint; readonly from: Address },
) {
  if (asset === 'ETH') {
    const args = [market.pool, from, 0] as const;
    const data = encodeFunctionData({ abi: gatewayAbi, functionName: 'depositETH', args });
    return { approval: null, act: { to: market.gateway, value: units, data } };
  }
  const data = encodeFunctionData({ abi: poolAbi, functionName: 'supply', args: [token, units, from, 0] });
  const approval = approveExactly(token, { spender: market.pool, units });
  return { approval, act: { to: market.pool, value: 0n, data } };
}

/**
 * Exactly so much: others of ours lie at the same address, so it is never all that is there. Ether comes through the gateway, which takes
 * the token for it.
 */
function takeOut(
  market: AaveMarket,
  { asset, token }: AaveStrategy,
  { units, from }: { readonly units: bigint; readonly from: Address },
) {
  if (asset === 'ETH') {
    const args = [market.pool, units, from] as const;
    const data = encodeFunctionData({ abi: gatewayAbi, functionName: 'withdrawETH', args });
    const approval = approveExactly(market.lent.ETH, { spender: market.gateway, units });
    return { approval, act: { to: market.gateway, value: 0n, data } };
  }
  const data = encodeFunctionData({ abi: poolAbi, functionName: 'withdraw', args: [token, units, from] });
  return { approval: null, act: { to: market.pool, value: 0n, data } };
}

interface AboutReserve {
  readonly market: AaveMarket;
  readonly strategy: AaveStrategy;
}

async function readFacts(
  { reader, now }: Pick<EvmParts, 'reader' | 'now'>,
  { market, strategy, knownCode }: AboutReserve & { readonly knownCode: readonly string[] },
): Promise<Outcome<StrategyFacts, 'unavailable'>> {
  if (reader === null) return refuse('unavailable');
  const { id, asset, protocol, exit, token } = strategy;
  const [told, contracts] = await Promise.all([
    readReserve(reader, market, { asset, token }),
    readContracts(reader, knownCode, {
      ...{ pool: market.pool, token: market.lent[asset], data_provider: market.dataProvider },
    }),
  ]);
  if (!contracts.ok) return contracts;
  const at = now();
  const base = { id, asset, protocol, exit, network: 'ethereum', contracts: contracts.value, at } as const;
  const isChanged = contracts.value.some(({ isKnown }) => !isKnown);
  // What is not what was looked at may tell anything, or nothing.
  if (isChanged)
    return accept({
      ...base,
      state: 'changed',
      room: null,
      rate: null,
      total: money(asset, 0n),
      free: money(asset, 0n),
    });
  if (!told.ok) return told;
  const { word, total, rate, free } = told.value;
  const { state, room } = standingOf(word, total);
  return accept({
    ...{ ...base, state, rate: { ppm: yearlyPpm(rate), at }, total: money(asset, total) },
    ...{ room: room === null ? null : money(asset, room), free: money(asset, free) },
  });
}

/**
 * By the market's own logs: what it took or gave, and the index that it counted with. Through the gateway it is the gateway that takes
 * out, which took the token of whoever sent the transaction.
 */
function movedBy(
  { pool, gateway, rounding }: AaveMarket,
  { asset, token }: AaveStrategy,
  { receipt, holder }: { readonly receipt: TransactionReceipt; readonly holder: Address },
): StrategyMove | null {
  const logs = parseEventLogs({ abi: poolAbi, logs: receipt.logs }).filter(
    ({ address, args }) => isAddressEqual(address, pool) && isAddressEqual(args.reserve, token),
  );
  const updated = logs.findLast(({ eventName }) => eventName === 'ReserveDataUpdated');
  const moves = logs.filter(({ eventName }) => eventName !== 'ReserveDataUpdated');
  const [move] = moves;
  if (updated?.eventName !== 'ReserveDataUpdated' || move === undefined || moves.length > 1) return null;
  const index = updated.args.liquidityIndex;
  if (move.eventName === 'Supply') {
    const { onBehalfOf, amount: units } = move.args;
    if (!isAddressEqual(onBehalfOf, holder)) return null;
    return { direction: 'in', units, shares: scaledIn(units, index, rounding) };
  }
  if (move.eventName !== 'Withdraw') return null;
  const { user, amount: units } = move.args;
  if (!isAddressEqual(user, asset === 'ETH' ? gateway : holder)) return null;
  return { direction: 'out', units, shares: scaledOut(units, index, rounding) };
}

function revertOf(data: Hex): StrategyRevert {
  const name = nameOfRevert(data);
  switch (name) {
    case 'ReservePaused':
    case 'ReserveInactive':
      return 'paused';
    case 'ReserveFrozen':
      return 'frozen';
    case 'SupplyCapExceeded':
      return 'capped';
    case 'NotEnoughAvailableUserBalance':
      return 'not_free';
    default:
      return 'other';
  }
}

function nameOfRevert(data: Hex): string | null {
  try {
    const { errorName, args } = decodeErrorResult({ abi: revertAbi, data });
    if (errorName !== 'Error') return errorName;
    const [message] = args;
    return NUMBERED[message as keyof typeof NUMBERED] ?? null;
  } catch {
    // viem throws for whatever is none of these.
    return null;
  }
}
