// The rules of one transaction's life, held against what the database kept of it.
import { isDeepStrictEqual } from 'node:util';
import { formatMoney, referenceOfId } from '@diboas/kernel';
import { isLegalMove, type Transaction } from '@diboas/orchestration';
import { type BookBreach, type RuleResult, violation } from './breach.ts';
import { type Life, replay } from './lives.ts';

interface LifeRule {
  readonly rule: string;
  /** What is wrong with it, in words; null when nothing is. */
  readonly problem: (life: Life) => string | null;
}

const RULES: readonly LifeRule[] = [
  { rule: 'every status comes once, and only by legal moves', problem: illegalHistory },
  { rule: 'replaying the journal gives the same transactions', problem: differsFromJournal },
  { rule: 'nobody was charged more than they confirmed', problem: overcharge },
];

export function checkLifeRules(lives: readonly Life[]): RuleResult[] {
  return RULES.map(({ rule, problem }) => ({
    rule,
    breaches: lives.flatMap((life): BookBreach[] => {
      const detail = problem(life);
      return detail === null ? [] : [violation(life.id, `${referenceOfId(life.id)} ${detail}`)];
    }),
  }));
}

/** Statuses of an attempt: they come again with each attempt that follows a failed one. Our own book needs none. */
const OF_AN_ATTEMPT: readonly string[] = ['SENT_TO_PROVIDER', 'PROVIDER_PROCESSING', 'PROVIDER_FAILED'];

function illegalHistory({ state, status, attempts }: Life): string | null {
  const statuses = state.history.map((milestone) => milestone.status);
  const told = statuses.join(', ');
  if (statuses[0] !== 'INITIATED' || statuses.at(-1) !== status) return `is ${status} after ${told}`;
  const legal = statuses.every((to, index) => {
    const from = statuses[index - 1];
    return from === undefined || isLegalMove(from, to);
  });
  if (!legal) return `moved ${told}`;
  const repeated = statuses.find((one) => {
    const allowed = OF_AN_ATTEMPT.includes(one) ? Math.max(1, attempts.length) : 1;
    return statuses.filter((other) => other === one).length > allowed;
  });
  return repeated === undefined ? null : `was ${repeated} too often: ${told}`;
}

function differsFromJournal(life: Life): string | null {
  let replayed: Transaction | null;
  try {
    replayed = replay(life);
  } catch (error) {
    return `has a journal that cannot be replayed: ${error instanceof Error ? error.message : error}`;
  }
  if (replayed === null) return 'has no journal';
  const { status, activity, version, seq, state, attempts } = life;
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['status', replayed.status, status],
    ['activity', replayed.activity, activity],
    ['version', replayed.version, version],
    ['seq', replayed.seq, seq],
    ['action', replayed.actionUrl, state.actionUrl],
    ['settlement', replayed.settlement, state.settlement],
    ['failure', replayed.failure, state.failure],
    ['compensation', replayed.compensation, state.compensation],
    ['followers', replayed.followedBy, state.followedBy],
    ['open items', replayed.openItems, state.openItems],
    ['history', replayed.history, state.history],
    ['attempts', replayed.attempts, attempts],
  ];
  const different = pairs.filter(([, left, right]) => !isDeepStrictEqual(left, right)).map(([name]) => name);
  return different.length === 0 ? null : `differs from its journal in ${different.join(', ')}`;
}

function overcharge({ state, terms }: Life): string | null {
  const charged = state.settlement?.charged;
  if (!charged) return null;
  const { total } = terms.price;
  if (charged.asset === total.asset && charged.units <= total.units) return null;
  return `charged ${formatMoney(charged)} ${charged.asset}, confirmed ${formatMoney(total)} ${total.asset}`;
}
