// What is asked of Solana's public wire beside what everybody asks: how high it is, and what a transaction changed for us.
import { accept, type Outcome, refuse } from '@diboas/kernel';
import { createSolanaRpc, isSignature, isSolanaError } from '@solana/kit';
import { z } from 'zod';

const units = z.union([z.bigint(), z.number().int()]).transform((value) => BigInt(value));
const tokensShape = z
  .array(
    z.object({
      mint: z.string(),
      owner: z.string().optional(),
      uiTokenAmount: z.object({ amount: z.string().regex(/^\d{1,20}$/) }),
    }),
  )
  .nullish()
  .transform((list) => list ?? []);

const landedShape = z
  .object({
    transaction: z.object({ message: z.object({ accountKeys: z.array(z.string()).min(1) }) }),
    meta: z.object({
      ...{ fee: units, preBalances: z.array(units), postBalances: z.array(units) },
      ...{ preTokenBalances: tokensShape, postTokenBalances: tokensShape },
    }),
  })
  .nullable();

/** What a transaction changed at an address that pays for it, with what the network took. */
export interface Changes {
  readonly lamports: bigint;
  /** Minor units of each token that was asked for, by its mint, in all accounts of the address. */
  readonly tokens: ReadonlyMap<string, bigint>;
  readonly fee: bigint;
}

export interface SvmReader {
  /** Asks whatever accounts and blocks tell. Silence, and answers that cannot be read, are `unavailable`. */
  read<Value>(
    ask: (rpc: SolanaRpc, options: InTime) => Promise<Value>,
  ): Promise<Outcome<Value, 'unavailable'>>;
  /** The height of the newest block that was voted for. */
  height(): Promise<Outcome<bigint, 'unavailable'>>;
  /** Null where it stands in no block that was voted for, or somebody else paid for it. */
  changes(
    signature: string,
    of: { readonly owner: string; readonly mints: readonly string[] },
  ): Promise<Outcome<Changes | null, 'unavailable'>>;
}

type SolanaRpc = ReturnType<typeof createSolanaRpc>;

/** By when an answer must be there. */
export interface InTime {
  readonly abortSignal: AbortSignal;
}

export function createSvmReader(url: string, timeoutMs: number): SvmReader {
  const rpc = createSolanaRpc(url);
  const inTime = () => ({ abortSignal: AbortSignal.timeout(timeoutMs) });
  return {
    read: (ask) => orUnavailable(() => ask(rpc, inTime())),
    height: () =>
      orUnavailable(async () =>
        z.bigint().parse(await rpc.getBlockHeight({ commitment: 'confirmed' }).send(inTime())),
      ),
    changes: (signature, { owner, mints }) =>
      orUnavailable(async () => {
        // The client's own check throws for letters that are none of base58.
        if (!/^[1-9A-HJ-NP-Za-km-z]{64,88}$/.test(signature) || !isSignature(signature)) return null;
        const asked = {
          commitment: 'confirmed',
          encoding: 'json',
          maxSupportedTransactionVersion: 0,
        } as const;
        const landed = landedShape.parse(await rpc.getTransaction(signature, asked).send(inTime()));
        if (landed === null || landed.transaction.message.accountKeys[0] !== owner) return null;
        const { fee, preBalances, postBalances, preTokenBalances, postTokenBalances } = landed.meta;
        const held = (all: z.output<typeof tokensShape>, mint: string): bigint =>
          all.reduce(
            (sum, one) =>
              one.owner === owner && one.mint === mint ? sum + BigInt(one.uiTokenAmount.amount) : sum,
            0n,
          );
        return {
          lamports: (postBalances[0] ?? 0n) - (preBalances[0] ?? 0n),
          tokens: new Map(
            mints.map((mint) => [mint, held(postTokenBalances, mint) - held(preTokenBalances, mint)]),
          ),
          fee,
        };
      }),
  };
}

/** The client throws for every way in which no answer comes, and zod for one that cannot be read: both are silence. */
async function orUnavailable<Value>(ask: () => Promise<Value>): Promise<Outcome<Value, 'unavailable'>> {
  try {
    return accept(await ask());
  } catch (error) {
    const isSilence = isSolanaError(error) || error instanceof z.ZodError || error instanceof TypeError;
    if (isSilence || error instanceof DOMException) return refuse('unavailable');
    throw error;
  }
}
