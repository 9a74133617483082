import { readAddress } from '@diboas/networks';

/** For the sandbox alone: a well-formed Solana address that belongs to nobody, so what goes there is lost. */
export const SANDBOX_DEPOSIT_ADDRESS = 'DiBoaSSandboxDepositAddress1111111111111111';

/** An address as it is, without space or a payment link around it. Which chain it is of, its text does not say. */
export function isSolanaAddress(text: string): boolean {
  const read = readAddress('solana', text, 'live');
  return read.ok && read.value.address === text;
}

/** Whether it is no account of anybody: a token's own address, a part of the network, or where people burn coins. */
export function isNobodysOnSolana(text: string): boolean {
  const read = readAddress('solana', text, 'live');
  // An account without a key may be a shared wallet, which its program moves money of.
  return !read.ok || (read.value.danger !== null && read.value.danger !== 'no_key');
}
