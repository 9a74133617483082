import type { Execution } from '@diboas/testkit/system';
import { checkBookRules } from './book-rules.ts';
import type { RuleResult } from './breach.ts';
import { type ChainBooks, checkChainRules, NOTHING_ON_CHAINS } from './chain-rules.ts';
import { type DefiChains, NO_DEFI } from './defi-chains.ts';
import { checkDefiRules } from './defi-rules.ts';
import { checkLifeRules } from './life-rules.ts';
import { readLives } from './lives.ts';
import { checkOutsideRules } from './outside-rules.ts';
import type { Queryable } from './queryable.ts';

/**
 * Every rule about money and transactions that can be checked from outside: on the database as it is, and against
 * the outside world's own records. Nothing may be moving meanwhile.
 * @param chains what lies on networks; without it nothing is asked of what moved there
 * @param defi what networks say of strategies and of what went between them; without it nothing is asked of them
 */
export async function checkBooks(
  database: Queryable,
  executions: readonly Execution[],
  chains: ChainBooks = NOTHING_ON_CHAINS,
  defi: DefiChains = NO_DEFI,
): Promise<RuleResult[]> {
  const lives = await readLives(database);
  return [
    ...(await checkBookRules(database)),
    ...checkLifeRules(lives),
    ...(await checkOutsideRules(database, { lives, executions })),
    ...(await checkChainRules(database, { lives, chains })),
    ...(await checkDefiRules(database, { lives, defi })),
  ];
}
