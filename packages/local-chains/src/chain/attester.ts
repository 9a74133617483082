/**
 * Whose word both ends of a crossing of USDC go by: the address of a key that anybody may know, so that whoever plays Circle signs with
 * it. Its private half is the SHA-256 of `attester of the sandbox`.
 */
export const ATTESTER = '0xC59DA3507D1dF1249a6beA35caE94710336b72f2';

/** The numbers that Circle calls the networks by. */
export const DOMAINS = { ethereum: 0, solana: 5 } as const;
