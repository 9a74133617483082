// How a vault stands. Kamino tells its figures, the network which programs run. A vault is paused by nobody: whoever owns it raises the least
// that may be put in beyond what anybody has, and that is as if it were frozen; or bounds what may lie there.
import { accept, largerUnits, money, type Outcome, refuse } from '@diboas/kernel';
import type { StrategyFacts } from '@diboas/orchestration';
import { unitsOf, type VaultMetrics, type VaultState } from '../wire/connection.ts';
import { readPrograms } from '../wire/deployment.ts';
import { type ListedVault, SHARE_DECIMALS, TOKEN_DECIMALS, usdcMint } from '../wire/vaults.ts';
import type { KaminoParts } from './parts.ts';

/** More than there is of any token. */
const OUT_OF_REACH = 2n ** 63n;
const NO_RESERVE = '11111111111111111111111111111111';

export interface VaultFigures {
  readonly metrics: VaultMetrics;
  readonly state: VaultState['state'];
}

export interface VaultStanding {
  readonly facts: StrategyFacts;
  /** Null where it is not what was looked at, which may tell anything. */
  readonly figures: VaultFigures | null;
}

export async function readStanding(
  parts: Pick<KaminoParts, 'connection' | 'reader' | 'now' | 'knownCode' | 'chain'>,
  listed: ListedVault,
): Promise<Outcome<VaultStanding, 'unavailable'>> {
  const { connection, reader, now, knownCode, chain } = parts;
  if (reader === null) return refuse('unavailable');
  const { id, asset, protocol, vault, program, lendingProgram } = listed;
  const [contracts, state, metrics] = await Promise.all([
    readPrograms(reader, knownCode, { vault_program: program, lending_program: lendingProgram }),
    connection.vault(vault),
    connection.metrics(vault),
  ]);
  if (!contracts.ok) return contracts;
  const at = now();
  const base = { id, asset, protocol, network: 'solana', exit: 'when_free', at } as const;
  const none = money(asset, 0n);
  const unknown = { room: null, rate: null, total: none, free: none };
  if (contracts.value.some(({ isKnown }) => !isKnown))
    return accept({
      facts: { ...base, ...unknown, state: 'changed', contracts: contracts.value },
      figures: null,
    });
  if (!state.ok || !metrics.ok || !isListed(state.value, listed, usdcMint(chain)))
    return refuse('unavailable');
  const free = unitsOf(metrics.value.tokensAvailable, TOKEN_DECIMALS);
  const total = free + unitsOf(metrics.value.tokensInvested, TOKEN_DECIMALS);
  const room = roomIn(state.value.state, total);
  return accept({
    facts: {
      ...{ ...base, rate: { ppm: metrics.value.apy, at }, contracts: contracts.value },
      ...{ total: money(asset, total), free: money(asset, free) },
      room: room === null ? null : money(asset, room),
      state:
        state.value.state.minDepositAmount >= OUT_OF_REACH ? 'frozen' : room === null ? 'open' : 'capped',
    },
    figures: { metrics: metrics.value, state: state.value.state },
  });
}

/** What may still be put in: of more than there is room for the program takes what there is room for, and says nothing. */
function roomIn({ depositCap }: VaultState['state'], total: bigint): bigint | null {
  if (depositCap >= OUT_OF_REACH) return null;
  return depositCap > total ? depositCap - total : 0n;
}

/** What follows from a vault's address, or never changes, is told as it is, or another vault is told of. */
function isListed({ address, programId, state }: VaultState, { vault, program }: ListedVault, mint: string) {
  const { tokenMint, tokenMintDecimals, sharesMintDecimals } = state;
  return (
    address === vault &&
    programId === program &&
    tokenMint === mint &&
    tokenMintDecimals === BigInt(TOKEN_DECIMALS) &&
    sharesMintDecimals === BigInt(SHARE_DECIMALS)
  );
}

/** What so many shares would bring, in minor units of the token, without what is kept of whoever takes out. */
export function worthOf({ metrics, state }: VaultFigures, shares: bigint): bigint {
  const { units, digits } = metrics.tokensPerShare;
  const gross = (shares * units) / 10n ** BigInt(digits);
  // Of the share and the amount that whoever leaves is charged it is the larger.
  const share = (gross * state.withdrawalPenaltyBps) / 10_000n;
  const penalty = largerUnits(share, state.withdrawalPenaltyLamports);
  return gross > penalty ? gross - penalty : 0n;
}

/** The most shares that so many minor units are enough for. */
export function sharesFor({ metrics }: Pick<VaultFigures, 'metrics'>, units: bigint): bigint {
  const { units: rate, digits } = metrics.tokensPerShare;
  return rate === 0n ? 0n : (units * 10n ** BigInt(digits)) / rate;
}

/**
 * By how many minor units less than was ordered is put in at most: shares are whole, and each market that it may be lent to is kept a little
 * for whoever lends it.
 */
export function roundedBy({ metrics, state }: VaultFigures): bigint {
  const markets = state.vaultAllocationStrategy.filter(({ reserve }) => reserve !== NO_RESERVE).length;
  const share = unitsOf(metrics.tokensPerShare, 0) + 1n;
  return state.crankFundFeePerReserve * BigInt(markets) + share;
}
