/**
 * The one vault of the sandbox's Solana (packages/local-chains, `earn-vault`), as Kamino's server reads it from the network: its head as the
 * program lays it out, and the figures of its one allocation.
 */
import { type Address, address, createSolanaRpc, getAddressDecoder } from '@solana/kit';

export const VAULT = address('E64TJasJd2RPiLrLA7NLzaHGT7HNZNAFcMZFxYaDMveC');
export const VAULT_PROGRAM = address('devkRngFnfp4gBc5a3LsadgbQKdPo8MSZ4prFiNSVmY');

export interface ReadVault {
  readonly authority: Address;
  readonly mint: Address;
  readonly tokens: Address;
  readonly sharesMint: Address;
  readonly reserve: Address;
  readonly available: bigint;
  readonly lent: bigint;
  readonly shares: bigint;
  readonly ratePpm: bigint;
  readonly leastIn: bigint;
  readonly leastOut: bigint;
  readonly crankFee: bigint;
  readonly cap: bigint;
}

export type Rpc = ReturnType<typeof createSolanaRpc>;

const YEAR_S = 365n * 86_400n;
/** How long a node may take: it is on this machine. */
const NODE_TIMEOUT_MS = 10_000;

export const inTime = () => ({ abortSignal: AbortSignal.timeout(NODE_TIMEOUT_MS) });

export function openRpc(url: string): Rpc {
  return createSolanaRpc(url);
}

/** The account that tells programs the time. */
const CLOCK = address('SysvarC1ock11111111111111111111111111111111');

/** With what has been earned since the network counted it last, by its own clock. Null where there is none. */
export async function readVault(rpc: Rpc): Promise<ReadVault | null> {
  const asked = { commitment: 'processed', encoding: 'base64' } as const;
  const [{ value }, clock] = await Promise.all([
    rpc.getAccountInfo(VAULT, asked).send(inTime()),
    rpc.getAccountInfo(CLOCK, asked).send(inTime()),
  ]);
  if (value === null || clock.value === null) return null;
  const seconds = Buffer.from(clock.value.data[0], 'base64').readBigInt64LE(32);
  const bytes = Buffer.from(value.data[0], 'base64');
  const name = (place: number): Address => getAddressDecoder().decode(bytes, place);
  const figure = (place: number): bigint => bytes.readBigUInt64LE(place);
  const passed = seconds - figure(272);
  const [lent, ratePpm] = [figure(344), figure(352)];
  const earned = passed > 0n ? (lent * ratePpm * passed) / (1_000_000n * YEAR_S) : 0n;
  return {
    ...{ authority: name(40), mint: name(80), tokens: name(120), sharesMint: name(184), reserve: name(312) },
    ...{ available: figure(224), shares: figure(232), lent: lent + earned, ratePpm },
    ...{ leastIn: figure(360), leastOut: figure(368), crankFee: figure(376), cap: figure(384) },
  };
}
