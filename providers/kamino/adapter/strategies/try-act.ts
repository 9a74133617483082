// What would be done to a vault now, as the network just tried it: nothing is signed that it would not carry out by its newest block.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { compileFor, readSvmLifetime, type SvmReader } from '@diboas/providers-kit/svm';
import {
  type Address,
  address,
  createNoopSigner,
  getBase64EncodedWireTransaction,
  type Instruction,
} from '@solana/kit';
import { getCreateAssociatedTokenIdempotentInstruction } from '@solana-program/token';
import { z } from 'zod';
import { readMade, type VaultAct } from '../wire/made.ts';
import { accountsOf, type ListedVault, usdcMint } from '../wire/vaults.ts';
import type { KaminoParts } from './parts.ts';

/** What can be done, for any amount. */
export interface PlannedAct {
  readonly owner: string;
  instructions(units: bigint): readonly Instruction[];
  /** Which accounts are written to that others write to as well: what is paid to be early goes by them. */
  readonly contended: readonly Address[];
  /** The account that is made for shares where there is none; null where none is made. */
  readonly made: Address | null;
  /** With a mark of the same length. */
  readonly computeUnits: bigint;
}

/** Why it cannot be done. `refused`: Kamino makes none, or one that is not signed. All others: the network says so. */
export type NoAct = 'unavailable' | 'refused' | 'too_little' | 'too_much' | 'failed';

type ActParts = Pick<KaminoParts, 'connection' | 'reader' | 'chain'>;

export async function tryAct(
  parts: ActParts,
  listed: ListedVault,
  { act, owner, units }: { readonly act: VaultAct; readonly owner: string; readonly units: bigint },
): Promise<Outcome<PlannedAct, NoAct>> {
  const { connection, reader, chain } = parts;
  if (reader === null) return refuse('unavailable');
  const { vault } = listed;
  const [made, accounts] = await Promise.all([
    connection.transaction({ act, wallet: owner, vault, units }),
    accountsOf(listed, { owner, mint: usdcMint(chain) }),
  ]);
  if (!made.ok) return made;
  const read = await readMade(reader, made.value, { act, units, owner, listed, accounts });
  if (!read.ok) return refuse(read.refusal === 'unavailable' ? 'unavailable' : 'refused');
  const payer = createNoopSigner(address(owner));
  const account = getCreateAssociatedTokenIdempotentInstruction({
    ...{ payer, ata: accounts.holderShares, owner: payer.address, mint: accounts.shares },
  });
  const before = act === 'deposit' ? [account] : [];
  const instructions = (many: bigint): readonly Instruction[] => [...before, read.value.of(many)];
  const tried = await tryOut(reader, owner, [...instructions(units), markOf(ANY_MARK)]);
  if (!tried.ok) return tried;
  return accept({
    ...{ owner, instructions, contended: [vault], computeUnits: tried.value },
    made: act === 'deposit' ? accounts.holderShares : null,
  });
}

/** SPL Memo, version 2: its data is a text. */
const MEMO_PROGRAM = address('MemoSq4gqABAXKb96qnH8TysNcWxMyWCqXgDLGmfcHr');
/** As long as an id. */
const ANY_MARK = '00000000-0000-0000-0000-000000000000';

/** Tells two that are alike apart, so that each has a name of its own and both are carried out. */
export function markOf(id: string): Instruction {
  return { programAddress: MEMO_PROGRAM, accounts: [], data: new TextEncoder().encode(id) };
}

const triedShape = z.object({
  value: z.object({ err: z.unknown().nullable(), unitsConsumed: z.bigint().optional() }),
});
const ownErrorShape = z.object({
  InstructionError: z.tuple([z.union([z.number(), z.bigint()]), z.object({ Custom: z.coerce.number() })]),
});

/** Codes of the program: libs/kvault-interface of github.com/Kamino-Finance/kvault. */
const MEANINGS: ReadonlyMap<number, NoAct> = new Map([
  ...[7_000, 7_004, 7_026, 7_038, 7_039, 7_049, 7_050].map((code) => [code, 'too_little'] as const),
  [7_062, 'too_much'],
]);

/** As many as any transaction may use, for a price as what is signed has one: to say so takes some itself. */
const TRIED_WITH = { units: 1_400_000n, price: 1n } as const;

/** The compute units that it takes. */
async function tryOut(
  reader: SvmReader,
  owner: string,
  instructions: readonly Instruction[],
): Promise<Outcome<bigint, NoAct>> {
  const living = await readSvmLifetime(reader);
  if (!living.ok) return living;
  const wire = getBase64EncodedWireTransaction(compileFor(owner, living.value, instructions, TRIED_WITH));
  const options = { encoding: 'base64', commitment: 'confirmed', sigVerify: false } as const;
  const answer = await reader.read((rpc, inTime) => rpc.simulateTransaction(wire, options).send(inTime));
  const tried = answer.ok ? triedShape.safeParse(answer.value) : null;
  if (tried?.success !== true) return refuse('unavailable');
  const { err, unitsConsumed = 0n } = tried.data.value;
  if (err === null) return accept(unitsConsumed);
  const own = ownErrorShape.safeParse(err);
  return refuse((own.success && MEANINGS.get(own.data.InstructionError[1].Custom)) || 'failed');
}
