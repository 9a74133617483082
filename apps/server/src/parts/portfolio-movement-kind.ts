import type { FollowUpName, Operation } from '@diboas/orchestration';
import type { PortfolioMovementKind } from '@diboas/portfolio';

/** What an asset brings by itself, as it follows from what was done before. */
const YIELD: FollowUpName = 'YIELD';

/** What movements of an operation are for a portfolio: what is carried out at an exchange stays within it. */
export function portfolioMovementKind(
  operations: ReadonlyMap<string, Pick<Operation, 'role'>>,
): (operation: string) => PortfolioMovementKind {
  return (operation) => {
    if (operation === YIELD) return 'within';
    const role = operations.get(operation)?.role;
    return role === 'EXCHANGE' || role === 'DEX' ? 'exchange' : 'external';
  };
}
