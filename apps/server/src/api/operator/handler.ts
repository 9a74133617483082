import { accept, isId, refuse } from '@diboas/kernel';
import {
  actOn,
  casesAmong,
  isTheirOwn,
  type OperatorItem,
  readHistory,
  type Transaction,
} from '@diboas/orchestration';
import type { Store } from '@diboas/storage';
import { carryOutAct, type DecidingParts, refusedAct } from './carry-out.ts';
import type { OperatorHandlers } from './mount.ts';
import { readActRequest } from './read-act-request.ts';
import { showCase, showItem, showOperated } from './view.ts';

export interface OperatorParts extends DecidingParts {
  readonly store: Pick<Store, 'transaction' | 'journalAfter'>;
  /** What is open of transactions, the nearest deadline first; at most so much of it. */
  readonly openItems: (limit: number) => Promise<readonly OperatorItem[]>;
  /** The address that a customer signs in by; null for none. */
  readonly signInAddress: (customerId: string) => Promise<string | null>;
}

/** More than anybody reads. */
const LISTED_MAX = 200;
/** Of all items, to find cases among: more than anybody ever leaves open. */
const ITEMS_MAX = 10_000;

export function createOperatorHandlers(parts: OperatorParts): OperatorHandlers {
  const { store, openItems } = parts;
  const find = async (id: string) => (isId(id) ? await store.transaction(id) : null);
  return {
    operatorItems: async () => accept({ items: (await openItems(LISTED_MAX)).map(showItem) }),
    async operatorCases() {
      const cases = await casesAmong(await openItems(ITEMS_MAX), store);
      return accept({ cases: cases.map(showCase) });
    },
    async operatorTransaction({ params }) {
      const transaction = await find(params.id);
      if (!transaction) return refuse({ code: 'not_found' });
      const items = await openItemsOf(transaction, openItems);
      return accept(showOperated(transaction, items, await readHistory(store, transaction)));
    },
    async operatorAct({ by, params, body }) {
      const before = await find(params.id);
      if (!before) return refuse({ code: 'not_found' });
      const asked = readActRequest(body, by);
      if (!asked.ok) return asked;
      const input = actOn(before, asked.value);
      const isDryRun = body.dryRun === true;
      if (isTheirOwn(by, before, await parts.signInAddress(before.customerId)))
        return accept(refusedAct(before, { dryRun: isDryRun, key: input.key, refusal: 'own_case' }));
      return await carryOutAct(parts, before, { input, isDryRun });
    },
  };
}

async function openItemsOf(
  transaction: Transaction,
  openItems: OperatorParts['openItems'],
): Promise<readonly OperatorItem[]> {
  if (transaction.openItems.length === 0) return [];
  return (await openItems(ITEMS_MAX)).filter(({ transactionId }) => transactionId === transaction.id);
}
