import { ASSETS, type Asset } from '@diboas/kernel';
import { ANY_AMOUNT, type LeastSend, type NetworkAsset } from '../shape/amount.ts';
import type { NetworkChain } from '../shape/chain.ts';

const SOL: NetworkAsset = { asset: 'SOL', decimals: ASSETS.SOL.decimals, token: null };

const usdcAt = (token: string): NetworkAsset => ({ asset: 'USDC', decimals: ASSETS.USDC.decimals, token });

/** Mints of USDC by its issuer, Circle: "USDC Contract Addresses", Solana and Solana Devnet. */
export const SOLANA_ASSETS: Readonly<Record<NetworkChain, readonly NetworkAsset[]>> = {
  live: [SOL, usdcAt('EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v')],
  test: [SOL, usdcAt('4zMMC9srt5Ri5X14GAgXhaHii3GnPAEERYPJgZJDncDU')],
};

/** What the network counts for an account beside its data. */
const OVERHEAD_BYTES = 128n;

/**
 * Lamports for each byte of an account, as they have always been. SIMD-0437 lowers them step by step; this is the most it
 * can be, and SIMD-0438 may bring it back, so whoever must not refuse too much asks the node.
 */
export const LAMPORTS_PER_BYTE = 6_960n;

/** An account for coins has no data; one for a token has 165 bytes (SPL Token, `Account::LEN`). */
export const COIN_ACCOUNT_BYTES = 0n;
export const TOKEN_ACCOUNT_BYTES = 165n;

/**
 * What an account must hold to be kept: (128 + bytes) x lamports a byte. 890,880 for coins, 2,039,280 for a token. Solana,
 * "Rent", minimum balance for rent exemption.
 */
export function rentOf(bytes: bigint, lamportsPerByte = LAMPORTS_PER_BYTE): bigint {
  return (OVERHEAD_BYTES + bytes) * lamportsPerByte;
}

/** An account that is not there yet is made by what is sent, which must pay for it. An account for a token is part of the fee. */
export function leastSolanaSend(asset: Asset): LeastSend {
  return asset === 'SOL' ? { units: 1n, unitsIfNew: rentOf(COIN_ACCOUNT_BYTES) } : ANY_AMOUNT;
}
