// What became of calls by the word of the network: of all versions one at most is carried out, as a whole or not at all.
import type { ChainAccess, FoundTransaction } from '@diboas/chain-access';
import { accept, type Money, money, type Outcome, refuse, sumMoney } from '@diboas/kernel';
import type { Lookup, LookupAnswer, Memo, Movement, Observation, RejectionCode } from '@diboas/orchestration';
import type { TransactionReceipt } from 'viem';
import { lookUpVersions } from '../wallet/look-up.ts';
import { lookUpAct } from '../wallet/look-up-act.ts';
import type { EvmParts } from './parts.ts';
import { paidByCalls, type SignedCalls } from './signed-calls.ts';

type Executed = Extract<FoundTransaction<'ethereum'>, { kind: 'in_block' | 'failed' }>;

/** What a version moved, beside what the network took for it; `rest` where it was not all of the order. */
export interface MovedByCalls {
  readonly movements: readonly Movement[];
  readonly rest?: boolean;
}

/** How an adapter reads its memos, and what of theirs came about. */
export interface CallsTeller<Prepared extends SignedCalls> {
  read(memo: Memo): Prepared | null;
  /**
   * What an act that was carried out has moved, by the logs of its block. `other`: they do not say that it did what it was
   * to do.
   */
  moved(
    version: Prepared,
    done: { readonly receipt: TransactionReceipt; readonly isFinal: boolean },
  ): Promise<Outcome<MovedByCalls, 'unavailable' | 'other'>>;
  /** Why the contract did nothing at all, where it reverts. */
  readonly reverts: RejectionCode;
}

export function lookUpCalls<Prepared extends SignedCalls>(
  parts: EvmParts,
  lookup: Lookup,
  teller: CallsTeller<Prepared>,
): Promise<LookupAnswer> {
  return lookUpVersions(parts, lookup, {
    read: (memo) => teller.read(memo),
    lookUp: (version, all) => lookUpVersion(parts, lookup, { version, all, teller }),
  });
}

interface Version<Prepared extends SignedCalls> {
  readonly version: Prepared;
  readonly all: readonly Prepared[];
  readonly teller: CallsTeller<Prepared>;
}

async function lookUpVersion<Prepared extends SignedCalls>(
  parts: EvmParts,
  { attemptId }: Lookup,
  about: Version<Prepared>,
): Promise<LookupAnswer> {
  const { act, from } = about.version;
  const sent = { from, nonce: act.nonce };
  const asked = { network: 'ethereum', hash: act.hash, amount: paidByCalls(about.version), sent } as const;
  return lookUpAct(parts, asked, {
    async executed(found, { isFinal }) {
      if (isFinal)
        await parts.claims.noteCoinsSpent(
          { wallet: parts.walletId, network: 'ethereum', attemptId },
          parts.now(),
        );
      return await tellExecuted(parts, { ...about, isFinal }, found);
    },
    // Behind an approval that no node has it would wait for ever: both are sent again.
    mayBeTaken: () => isAllowed(parts.chains.ethereum, about.all),
  });
}

/** Whether the network knows the approval of any version, or none is wanted. What it does not tell is taken for a yes. */
async function isAllowed(
  access: Pick<ChainAccess<'ethereum'>, 'find'> | undefined,
  all: readonly SignedCalls[],
): Promise<boolean> {
  const hashes = all.flatMap(({ approval }) => approval?.hash ?? []);
  const found = await Promise.all(hashes.map((hash) => access?.find(hash, null)));
  return found.length === 0 || found.some((one) => one?.kind !== 'not_found');
}

/** With the logs of the same block, and with what was carried out before it cost. */
async function tellExecuted<Prepared extends SignedCalls>(
  parts: EvmParts,
  { version, all, teller, isFinal }: Version<Prepared> & { readonly isFinal: boolean },
  found: Executed,
): Promise<LookupAnswer> {
  const [receipt, others] = await Promise.all([
    parts.reader?.receipt(version.act.hash),
    costBeside(parts, { all, isFinal }),
  ]);
  if (!receipt?.ok || receipt.value === null || !others.ok)
    return { kind: 'unknown', detail: 'the node does not tell all receipts' };
  const spent = spentOn(version, sumMoney('ETH', [found.cost, others.value]));
  if (found.kind === 'failed')
    return { kind: 'found', observation: revertedCall(version, { spent, end: teller.reverts }) };
  const moved = await teller.moved(version, { receipt: receipt.value, isFinal });
  if (moved.ok) return { kind: 'found', observation: doneBy(version, { ...moved.value, spent, isFinal }) };
  if (moved.refusal === 'unavailable')
    return { kind: 'unknown', detail: 'the node does not tell what came of it' };
  const detail = `${version.act.hash} did not do what was ordered`;
  return { kind: 'unknown', detail, isAnswered: true };
}

/**
 * Of all versions one approval at most was carried out, none where what is paid goes with the act, and each filler that nobody else came
 * before. All have nonces before the act's, so what was not carried out by then never will be: another's had that nonce. A node that is
 * behind must not be taken for that.
 */
async function costBeside(
  { reader }: Pick<EvmParts, 'reader'>,
  { all, isFinal }: { readonly all: readonly SignedCalls[]; readonly isFinal: boolean },
): Promise<Outcome<Money, 'unavailable'>> {
  const approvals = new Set(all.flatMap(({ approval }) => approval?.hash ?? []));
  const fillers = new Set(all.flatMap(({ fillers: own }) => own.map(({ hash }) => hash)));
  const told = await Promise.all([...approvals, ...fillers].map((hash) => reader?.receipt(hash)));
  const done = told.flatMap((one) => (one?.ok === true && one.value !== null ? [one.value] : []));
  const wanted = (approvals.size > 0 ? 1 : 0) + fillers.size;
  const isElsewhere = isFinal && told.every((one) => one?.ok === true);
  if (done.length < wanted && !isElsewhere) return refuse('unavailable');
  return accept(
    sumMoney(
      'ETH',
      done.map((one) => money('ETH', one.gasUsed * one.effectiveGasPrice)),
    ),
  );
}

function spentOn({ act: { hash } }: SignedCalls, cost: Money): Movement {
  return {
    ...{ kind: 'spent', id: hash, money: cost, network: 'ethereum', destination: null },
    ...{ networkReference: hash, reason: null },
  };
}

/** The contract did all of it or nothing: what it did not do it never will. */
function revertedCall(
  { act }: SignedCalls,
  { spent, end }: { readonly spent: Movement; readonly end: RejectionCode },
): Observation {
  return {
    ...{ reference: act.hash, stage: 'ended', end, elsewhere: true, actionUrl: null },
    ...{ milestone: 'transaction_failed', movements: [spent] },
  };
}

/** What is not all of an order goes on; the rest of it is made once this can be undone no more. */
function doneBy(
  { act }: SignedCalls,
  {
    movements,
    rest = false,
    spent,
    isFinal,
  }: MovedByCalls & { readonly spent: Movement; readonly isFinal: boolean },
): Observation {
  const base = {
    ...{ reference: act.hash, actionUrl: null, milestone: 'transaction_confirmed' },
    movements: [...movements, spent],
  };
  if (!rest) return { ...base, stage: 'ended', end: 'done' };
  return { ...base, stage: 'working', end: null, ...(isFinal ? { rest: true } : {}) };
}
