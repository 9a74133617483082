import { accept, type Outcome } from '@diboas/kernel';
import { type Address, address, type Signature } from '@solana/kit';
import { z } from 'zod';
import type { Incoming, IncomingTransaction, LookFrom } from '../shape/chain-access.ts';
import { tokensOf } from '../wire/money.ts';
import { orUnavailable, readShape, UnansweredError } from '../wire/unanswered.ts';
import { readLanded } from './landed.ts';
import { tokenAccountOf } from './token-account.ts';
import { isSignatureText, type SolanaWire } from './wire.ts';

/** Pages of a thousand that one account's history may have since the last look. */
const PAGES_MAX = 20;

const signatureText = z.custom<Signature>(isSignatureText);
const historyShape = z.array(
  z.object({
    signature: signatureText,
    err: z.unknown(),
    confirmationStatus: z.enum(['processed', 'confirmed', 'finalized']).nullable(),
  }),
);
type History = z.output<typeof historyShape>;

/** By account, the newest of its transactions that was final. */
const cursorShape = z.record(z.string(), signatureText);

/**
 * The history of the address, and of its accounts for tokens that we know. A strange token is seen where the transaction
 * names the address, as the one does that makes its account. A first look reads all there is.
 */
export function readSolanaIncoming(
  wire: SolanaWire,
  owner: string,
  { since }: Pick<LookFrom, 'since'>,
): Promise<Outcome<Incoming, 'unavailable'>> {
  return orUnavailable(async () => {
    const cursor = readCursor(since);
    const until: Record<string, Signature> = {};
    const hashes: Signature[] = [];
    for (const account of await accountsOf(wire, owner)) {
      const history = await readHistory(wire, account, cursor[account]);
      const final = history.find(({ confirmationStatus }) => confirmationStatus === 'finalized');
      const reached = final?.signature ?? cursor[account];
      if (reached !== undefined) until[account] = reached;
      const good = history.filter(({ err }) => err === null || err === undefined);
      hashes.push(...good.map(({ signature }) => signature).reverse());
    }
    const transactions: IncomingTransaction[] = [];
    for (const hash of new Set(hashes)) {
      const found = await readIncoming(wire, hash, owner);
      if (found !== null) transactions.push(found);
    }
    return accept({ transactions, until: JSON.stringify(until), hasMore: false });
  });
}

function readCursor(since: string | null): Readonly<Record<string, Signature>> {
  if (since === null) return {};
  const read = z
    .string()
    .transform((text) => parseCursor(text))
    .pipe(cursorShape);
  return readShape(read, since, 'the cursor');
}

function parseCursor(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is no cursor of ours, which the shape says.
    return null;
  }
}

async function accountsOf({ assets }: SolanaWire, owner: string): Promise<Address[]> {
  const tokens = await Promise.all(
    tokensOf(assets).map(({ asset }) => tokenAccountOf(assets, { owner, asset })),
  );
  return [address(owner), ...tokens.flatMap((account) => account ?? [])];
}

/** The newest first. */
async function readHistory(
  { ask, rpc }: SolanaWire,
  account: Address,
  until: Signature | undefined,
): Promise<History> {
  const history: History = [];
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const before = history.at(-1)?.signature;
    const request = rpc.getSignaturesForAddress(account, {
      ...{ commitment: 'confirmed', limit: 1_000 },
      ...(until === undefined ? {} : { until }),
      ...(before === undefined ? {} : { before }),
    });
    const read = readShape(historyShape, await ask('getSignaturesForAddress', request), 'history');
    history.push(...read);
    if (read.length < 1_000) return history;
  }
  throw new UnansweredError('an account has more history than one look reads');
}

/** Null where its block was undone meanwhile, and where it brought nothing to the owner. */
async function readIncoming(
  wire: SolanaWire,
  hash: string,
  owner: string,
): Promise<IncomingTransaction | null> {
  const landed = await readLanded(wire, hash);
  if (landed === null || landed.hasFailed) return null;
  const isOwners = ({ to }: { readonly to: string }) => to === owner;
  const found = {
    hash,
    arrivals: landed.arrivals.filter((one) => isOwners(one) && one.from !== owner),
    strange: landed.strange.filter(isOwners),
  };
  return found.arrivals.length + found.strange.length > 0 ? found : null;
}
