// Acts of operators: decided by the node's engine, or dry on the same data.
import { complianceOf, type KeptRules } from '@diboas/compliance';
import { accept, BugError, type Outcome, refuse, unreachable } from '@diboas/kernel';
import type { Transfer } from '@diboas/ledger';
import {
  type ActInput,
  type ActRefusal,
  decideLoneInput,
  type Engine,
  type LoneInputParts,
  type Reply,
  type Transaction,
  type Writes,
} from '@diboas/orchestration';
import type { ActAnswer } from '@diboas/protocol';
import type { HttpRefusal } from '../../refusals/refusal.ts';
import { showMoney } from '../money/view.ts';

export interface DecidingParts {
  readonly engine: Pick<Engine, 'send'>;
  /** What is decided beside the engine: with the rules in force, as it does. */
  readonly alone: Omit<LoneInputParts, 'compliance'> & Required<Pick<LoneInputParts, 'compliance'>>;
  /** Rules that were in force before. */
  readonly rules: KeptRules;
}

/** What became of the act; of a dry run, what would. */
export async function carryOutAct(
  parts: DecidingParts,
  before: Transaction,
  { input, isDryRun }: { readonly input: ActInput; readonly isDryRun: boolean },
): Promise<Outcome<ActAnswer, HttpRefusal<'unavailable'>>> {
  const { reply, writes } = await decide(parts, before, { input, isDryRun });
  const said = { dryRun: isDryRun, key: input.key };
  switch (reply.kind) {
    case 'applied':
    case 'repeated': {
      const after = reply.transaction ?? before;
      const isDone = after.acts.some(({ key, isDone: wasDone }) => key === input.key && wasDone);
      const outcome = !isDone ? 'proposed' : reply.kind;
      const would = isDryRun ? showWrites(before, writes) : null;
      const next = after.due?.reason ?? null;
      return accept({ ...said, outcome, refusal: null, status: after.status, next, would });
    }
    case 'act_refused':
      return accept(refusedAct(before, { ...said, refusal: reply.refusal }));
    case 'deferred':
      return refuse({ code: 'unavailable' });
    case 'refused':
    case 'ignored':
    case 'parked':
    case 'profile':
    case 'incomplete':
      throw new BugError('an act is applied, repeated or refused', { kind: reply.kind });
    default:
      return unreachable(reply);
  }
}

export function refusedAct(
  { status, due }: Pick<Transaction, 'status' | 'due'>,
  said: Pick<ActAnswer, 'dryRun' | 'key'> & { readonly refusal: ActRefusal },
): ActAnswer {
  return { ...said, outcome: 'refused', status, next: due?.reason ?? null, would: null };
}

type Decided = { readonly reply: Reply; readonly writes: Pick<Writes, 'transfers' | 'closings'> };

const NOTHING: Decided['writes'] = { transfers: [], closings: [] };

/**
 * The engine decides by the rules in force. What other rules held up is decided by those, beside the engine; what is to be called after
 * that is found as due work.
 */
async function decide(
  { engine, alone, rules }: DecidingParts,
  before: Transaction,
  { input, isDryRun }: { readonly input: ActInput; readonly isDryRun: boolean },
): Promise<Decided> {
  const isOfRulesInForce = before.checking === null || before.checking.rules === alone.compliance.version;
  if (!isDryRun && isOfRulesInForce) return { reply: await engine.send(input), writes: NOTHING };
  const compliance = isOfRulesInForce ? {} : await complianceOf(rules, before);
  const { replies, writes } = await decideLoneInput({ ...alone, ...compliance }, input, { isDryRun });
  const [reply] = replies;
  if (reply === undefined) throw new BugError('each input has a reply');
  return { reply, writes };
}

function showWrites(
  { openItems }: Transaction,
  { transfers, closings }: Decided['writes'],
): ActAnswer['would'] {
  const closes = openItems.filter(({ id }) => closings.some(({ itemId }) => itemId === id));
  return {
    moves: transfers.map(({ transfer }) => showMove(transfer)),
    closes: closes.map(({ cause }) => cause),
  };
}

type Move = NonNullable<ActAnswer['would']>['moves'][number];

function showMove({ kind, amount: units, debit, credit }: Transfer): Move {
  return { kind, amount: showMoney({ asset: debit.asset, units }), from: debit.kind, to: credit.kind };
}
