import type { AccountKey, AccountKind } from '@diboas/ledger';
import type { Writes } from '@diboas/orchestration';

/** A portfolio that begins with this batch: the place in the journal before what came first, and when its days are looked at. */
export interface BegunPortfolio {
  readonly customerId: string;
  readonly seq: number;
  readonly dueAt: number;
}

const INVESTED = /^INVESTING(:|$)/;

/** Whether accounts of this kind are of a portfolio: the INVESTING balance, and what is set apart in it. */
export function isInvested(kind: AccountKind): boolean {
  return INVESTED.test(kind);
}

/** Of whoever has an account of the INVESTING balance for the first time by this batch. Once an owner, however many there are. */
export function begunPortfolios(
  { accounts, journal }: Pick<Writes, 'accounts' | 'journal'>,
  isOpen: (key: AccountKey) => boolean,
): BegunPortfolio[] {
  const opened = accounts.filter(({ key }) => isInvested(key.kind) && !isOpen(key));
  return [...new Set(opened.map(({ key }) => key.owner))].flatMap((customerId) => {
    const first = journal.find((entry) => entry.customerId === customerId);
    return first ? [{ customerId, seq: first.seq - 1, dueAt: first.at }] : [];
  });
}
