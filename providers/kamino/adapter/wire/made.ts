/**
 * A transaction that Kamino made is taken apart before anything is signed, and of it one instruction is taken: the vault's own, whose accounts
 * are each what they must be. How much it is about we write ourselves, since Kamino writes "all there are" where no fewer shares are asked
 * for than lie at our address, and others' lie there too. All around it is made by us: limit, price, account for shares, mark.
 */
import { accept, type Outcome, refuse } from '@diboas/kernel';
import type { SvmReader } from '@diboas/providers-kit/svm';
import {
  type AccountLookupMeta,
  type AccountMeta,
  type Address,
  address,
  decompileTransactionMessageFetchingLookupTables,
  getCompiledTransactionMessageDecoder,
  getTransactionDecoder,
  type Instruction,
  isSolanaError,
} from '@solana/kit';
import { TOKEN_PROGRAM_ADDRESS } from '@solana-program/token';
import type { ListedVault, VaultAccounts } from './vaults.ts';

export type VaultAct = 'deposit' | 'withdraw';

/** The vault's instruction, for any amount. */
export interface MadeAct {
  of(units: bigint): Instruction;
}

/** `unavailable`: the network did not answer. All else says what is wrong with what was made. */
export type WrongAct =
  | 'unavailable'
  | 'no_transaction'
  | 'other_signers'
  | 'other_program'
  | 'other_act'
  | 'other_accounts'
  | 'other_amount';

/** Beside the vault's own: what Kamino puts around it, none of which is taken. */
const AROUND: ReadonlySet<string> = new Set([
  'ComputeBudget111111111111111111111111111111',
  'ATokenGPvbdGVxr1b2hvZbsiqW5xWH25efTNsLJA8knL',
  // Shares that lie in a farm earn more, and are seen by nobody who looks at our address: they stay with us.
  'FarmsPZpWu9i7Kky8tPN37rs2TpmMrAZrC7S7vJa91Hr',
]);

/** The first 8 bytes of SHA-256 of `global:<name>`. */
const DISCRIMINATORS = {
  deposit: 'f223c68952e1f2b6',
  withdraw: 'b712469c946da122',
  withdraw_from_available: '1383709baadc2239',
} as const;

const SYSVAR_INSTRUCTIONS = address('Sysvar1nstructions1111111111111111111111111');
/** What stands for all shares that there are at an address. */
const ALL_SHARES = 2n ** 64n - 1n;

export interface AskedAct {
  readonly act: VaultAct;
  readonly units: bigint;
  readonly owner: string;
  readonly listed: ListedVault;
  readonly accounts: VaultAccounts;
}

/** @param transaction in base64 */
export async function readMade(
  { read }: Pick<SvmReader, 'read'>,
  transaction: string,
  asked: AskedAct,
): Promise<Outcome<MadeAct, WrongAct>> {
  const message = messageIn(transaction, asked.owner);
  if (!message.ok) return message;
  const whole = await read((rpc) => decompileTransactionMessageFetchingLookupTables(message.value, rpc));
  if (!whole.ok) return whole;
  const { instructions } = whole.value as { readonly instructions: readonly Instruction[] };
  const { program } = asked.listed;
  const isOther = instructions.some(
    ({ programAddress }) => programAddress !== program && !AROUND.has(programAddress),
  );
  if (isOther) return refuse('other_program');
  // What is taken out of several reserves is several: the first does what it can, and the rest is another part.
  const own = instructions.find(({ programAddress }) => programAddress === program);
  return own === undefined ? refuse('other_act') : readOwn(own, asked);
}

type Message = ReturnType<ReturnType<typeof getCompiledTransactionMessageDecoder>['decode']>;
type OfBlockhash = Parameters<typeof decompileTransactionMessageFetchingLookupTables>[0];

function messageIn(transaction: string, owner: string): Outcome<OfBlockhash, WrongAct> {
  try {
    const { messageBytes, signatures } = getTransactionDecoder().decode(Buffer.from(transaction, 'base64'));
    const signers = Object.keys(signatures);
    if (signers.length !== 1 || signers[0] !== owner) return refuse('other_signers');
    const message: Message = getCompiledTransactionMessageDecoder().decode(messageBytes);
    if (message.version !== 0 && message.version !== 'legacy') return refuse('no_transaction');
    return accept(message as OfBlockhash);
  } catch (error) {
    // The decoder throws for whatever is no transaction.
    if (isSolanaError(error) || error instanceof RangeError) return refuse('no_transaction');
    throw error;
  }
}

type Meta = AccountMeta | AccountLookupMeta;

function readOwn({ accounts = [], data = new Uint8Array(), programAddress }: Instruction, asked: AskedAct) {
  const bytes = Buffer.from(Uint8Array.from(data));
  const head = bytes.subarray(0, 8);
  const wanted = expectedOf(head.toString('hex'), asked);
  if (wanted === null || bytes.length !== 16) return refuse<WrongAct>('other_act');
  const names = (accounts as readonly Meta[]).map((one) => one.address);
  const isAsAsked = wanted.every((name, place) => name === null || names[place] === name);
  const { holderTokens, holderShares } = asked.accounts;
  const ours: ReadonlySet<string> = new Set([asked.owner, holderTokens, holderShares]);
  const takesMore = names.slice(wanted.length).some((name) => ours.has(name));
  if (!isAsAsked || takesMore) return refuse<WrongAct>('other_accounts');
  const told = bytes.readBigUInt64LE(8);
  if (told !== asked.units && (asked.act === 'deposit' || told !== ALL_SHARES))
    return refuse<WrongAct>('other_amount');
  const made: MadeAct = {
    of(units) {
      const amount = Buffer.alloc(8);
      amount.writeBigUInt64LE(units);
      return { programAddress, accounts, data: Uint8Array.from(Buffer.concat([head, amount])) };
    },
  };
  return accept(made);
}

/** Its accounts in their order, null where it is a matter of the vault's alone; null for what was not asked for. */
function expectedOf(
  discriminator: string,
  { act, owner, listed, accounts }: AskedAct,
): readonly (Address | null)[] | null {
  const { program, lendingProgram, vault } = listed;
  const { mint, shares, tokens, authority, globalConfig, eventAuthority, holderTokens, holderShares } =
    accounts;
  const token = TOKEN_PROGRAM_ADDRESS;
  const own = address(owner);
  if (act === 'deposit')
    return discriminator !== DISCRIMINATORS.deposit
      ? null
      : [
          ...[own, vault, tokens, mint, authority, shares, holderTokens, holderShares],
          ...[lendingProgram, token, token, eventAuthority, program],
        ];
  const fromAvailable = [
    ...[own, vault, globalConfig, tokens, authority, holderTokens, mint, holderShares, shares],
    ...[token, token, lendingProgram, eventAuthority, program],
  ];
  if (discriminator === DISCRIMINATORS.withdraw_from_available) return fromAvailable;
  if (discriminator !== DISCRIMINATORS.withdraw) return null;
  const reserve = [vault, null, null, null, null, null, null, token, SYSVAR_INSTRUCTIONS];
  return [...fromAvailable, ...reserve, eventAuthority, program];
}
