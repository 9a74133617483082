/** For the sandbox alone: a well-formed Solana address that belongs to nobody, so what goes there is lost. */
export const SANDBOX_DEPOSIT_ADDRESS = 'DiBoaSSandboxDepositAddress1111111111111111';

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Base58 of exactly 32 bytes: each leading 1 is a zero byte, the rest is one big number. */
export function isSolanaAddress(text: string): boolean {
  if (!/^[1-9A-HJ-NP-Za-km-z]{32,44}$/.test(text)) return false;
  const zeros = /^1*/.exec(text)?.[0].length ?? 0;
  let value = 0n;
  for (const letter of text) value = value * 58n + BigInt(BASE58.indexOf(letter));
  const bytes = value === 0n ? 0 : Math.ceil(value.toString(16).length / 2);
  return zeros + bytes === 32;
}
