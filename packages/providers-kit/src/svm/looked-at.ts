// A transaction that somebody else made is looked at before it is signed, instruction by instruction: by whom it is paid for, who signs it,
// for how long it is good, which programs it calls, and what it takes from us by those that everybody knows. What a listed program does in
// turn is its own: how much that may be is bounded by what whoever made it promises, and told by the network afterwards.
import { getCompiledTransactionMessageDecoder, getTransactionDecoder, isSolanaError } from '@solana/kit';

/** What may leave us by a transaction. */
export interface MostTaken {
  /** By plain transfers, what is put into accounts that are made, and what is bid for being taken early. */
  readonly lamports: bigint;
  /** Minor units, of all tokens together. */
  readonly tokens: bigint;
}

export interface LookedFor {
  /** Who pays, and is the only one that still has to sign. */
  readonly from: string;
  /** The programs that it may call itself, beside those of every transaction. */
  readonly programs: ReadonlySet<string>;
  readonly most: MostTaken;
}

const SYSTEM = '11111111111111111111111111111111';
const COMPUTE_BUDGET = 'ComputeBudget111111111111111111111111111111';
const TOKEN_ACCOUNTS = 'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL';
const TOKENS: ReadonlySet<string> = new Set([
  'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA',
  'TokenzQdBNbLqP5VEhdkAS6EPFLC1PHnBqCXEpPxuEb',
]);

/** An instruction with its accounts as places in the message: the first one of that is whoever pays. */
interface Looked {
  readonly program: string;
  readonly accounts: readonly number[];
  readonly data: Buffer;
}

const US = 0;
const NOTHING: MostTaken = { lamports: 0n, tokens: 0n };

/** Why it is not signed; null where nothing is wrong with it. In base64. */
export function wrongWith(transaction: string, { from, programs, most }: LookedFor): string | null {
  try {
    const { messageBytes, signatures } = getTransactionDecoder().decode(Buffer.from(transaction, 'base64'));
    const [payer, ...others] = Object.entries(signatures);
    if (payer?.[0] !== from || payer[1] !== null) return 'it is not for us to sign and pay for';
    if (others.some(([, signature]) => signature === null)) return 'it wants another signature';
    const message = getCompiledTransactionMessageDecoder().decode(messageBytes);
    if (message.version !== 0 && message.version !== 'legacy') return 'it is of no known version';
    const calls = message.instructions.map(
      ({ programAddressIndex, accountIndices = [], data }): Looked => ({
        program: message.staticAccounts[programAddressIndex] ?? '',
        ...{ accounts: accountIndices, data: Buffer.from(data ?? []) },
      }),
    );
    let [lamports, tokens] = [feeOf(calls, Object.keys(signatures).length), 0n];
    for (const one of calls) {
      const taken = takenBy(one, programs);
      if (typeof taken === 'string') return taken;
      lamports += taken.lamports;
      tokens += taken.tokens;
    }
    return lamports > most.lamports || tokens > most.tokens ? 'it takes more than was agreed' : null;
  } catch (error) {
    // The decoder throws for whatever is no transaction, and a buffer for what is too short.
    if (isSolanaError(error) || error instanceof RangeError) return 'it is no transaction';
    throw error;
  }
}

/** Solana, "Fees": so much a signature, and for each unit that it may use what is bid, in millionths of a lamport. */
const SIGNATURE_LAMPORTS = 5_000n;
const UNITS_MOST = 1_400_000n;
const BUDGET_CALLS = { setUnitLimit: 2, setUnitPrice: 3 } as const;

function feeOf(calls: readonly Looked[], signatures: number): bigint {
  let [units, price] = [UNITS_MOST, 0n];
  for (const { program, data } of calls) {
    if (program !== COMPUTE_BUDGET) continue;
    if (data[0] === BUDGET_CALLS.setUnitLimit) units = BigInt(data.readUInt32LE(1));
    if (data[0] === BUDGET_CALLS.setUnitPrice) price = data.readBigUInt64LE(1);
  }
  return BigInt(signatures) * SIGNATURE_LAMPORTS + (units * price + 999_999n) / 1_000_000n;
}

/** What an instruction takes from us by itself; or why it is not signed. */
function takenBy(one: Looked, programs: ReadonlySet<string>): MostTaken | string {
  if (one.program === SYSTEM) return takenBySystem(one);
  if (TOKENS.has(one.program)) return takenByTokens(one);
  if (one.program === TOKEN_ACCOUNTS) return takenByMaking(one);
  return one.program === COMPUTE_BUDGET || programs.has(one.program)
    ? NOTHING
    : 'it calls a program that is not listed';
}

/** Lamports that an account for tokens of 165 bytes keeps for as long as it is there. */
const TOKEN_ACCOUNT_RENT = 2_039_280n;

/** The first two of its instructions make the account of somebody, the other one where there is none yet. What lies in ours stays ours. */
function takenByMaking({ accounts: [payer, , owner], data }: Looked): MostTaken | string {
  if ((data[0] ?? 0) > 1) return 'it does with an account what is not asked for';
  return payer === US && owner !== US ? { ...NOTHING, lamports: TOKEN_ACCOUNT_RENT } : NOTHING;
}

/** As the System program numbers them. */
const SYSTEM_CALLS = { createAccount: 0, transfer: 2, createAccountWithSeed: 3, advanceNonce: 4 } as const;

function takenBySystem({ accounts: [payer], data }: Looked): MostTaken | string {
  const lamportsAt = (at: number): MostTaken =>
    payer === US ? { ...NOTHING, lamports: data.readBigUInt64LE(at) } : NOTHING;
  switch (data.readUInt32LE(0)) {
    case SYSTEM_CALLS.createAccount:
    case SYSTEM_CALLS.transfer:
      return lamportsAt(4);
    case SYSTEM_CALLS.createAccountWithSeed:
      // Behind a base of 32 bytes and a seed with its length.
      return lamportsAt(44 + Number(data.readBigUInt64LE(36)));
    case SYSTEM_CALLS.advanceNonce:
      // With that a transaction is good for ever.
      return 'it would never be over';
    default:
      return 'it changes what an account is';
  }
}

/** As the Token program numbers them: what prepares an account for wrapped SOL, and what moves something. */
const TOKEN_CALLS = { transfer: 3, closeAccount: 9, transferChecked: 12 } as const;
const PREPARING: ReadonlySet<number> = new Set([1, 16, 17, 18, 22]);

function takenByTokens({ accounts, data }: Looked): MostTaken | string {
  const call = data.readUInt8(0);
  if (PREPARING.has(call)) return NOTHING;
  switch (call) {
    case TOKEN_CALLS.transfer:
    case TOKEN_CALLS.transferChecked: {
      const owner = accounts[call === TOKEN_CALLS.transfer ? 2 : 3];
      return owner === US ? { ...NOTHING, tokens: data.readBigUInt64LE(1) } : NOTHING;
    }
    case TOKEN_CALLS.closeAccount:
      return accounts[1] === US || accounts[2] !== US ? NOTHING : 'it gives away what an account holds';
    default:
      // Whoever is let take something, or is given an account, may take more than shows here.
      return 'it lets somebody have what is ours';
  }
}
