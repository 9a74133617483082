// A transaction that somebody else made is looked at before it is signed: by whom it is paid for, who signs it, for how long it is good,
// and which programs it calls.
import { getCompiledTransactionMessageDecoder, getTransactionDecoder, isSolanaError } from '@solana/kit';

/** Programs that a route of Jupiter's calls itself; what they call in turn is theirs. */
const PROGRAMS: ReadonlySet<string> = new Set([
  'JUP6LkbZbjS1jKKwapdHNy74zcZ3tLUZoi5QNyVTaV4',
  'ComputeBudget111111111111111111111111111111',
  '11111111111111111111111111111111',
  'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA',
  'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb',
  'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL',
]);

const SYSTEM = '11111111111111111111111111111111';
/** `AdvanceNonceAccount`, as the System program numbers it: with it a transaction is good for ever. */
const ADVANCE_NONCE = 4;

/** Why it is not signed; null where nothing is wrong with it. In base64. */
export function wrongWith(transaction: string, from: string): string | null {
  try {
    const { messageBytes, signatures } = getTransactionDecoder().decode(Buffer.from(transaction, 'base64'));
    const [payer, ...others] = Object.entries(signatures);
    if (payer?.[0] !== from || payer[1] !== null) return 'it is not for us to sign and pay for';
    if (others.some(([, signature]) => signature === null)) return 'it wants another signature';
    const message = getCompiledTransactionMessageDecoder().decode(messageBytes);
    if (message.version !== 0 && message.version !== 'legacy') return 'it is of no known version';
    for (const { programAddressIndex, data } of message.instructions) {
      const program = message.staticAccounts[programAddressIndex];
      if (program === undefined || !PROGRAMS.has(program)) return 'it calls a program that no route calls';
      if (program === SYSTEM && data?.[0] === ADVANCE_NONCE) return 'it would never be over';
    }
    return null;
  } catch (error) {
    // The decoder throws for whatever is no transaction.
    if (isSolanaError(error) || error instanceof RangeError) return 'it is no transaction';
    throw error;
  }
}
