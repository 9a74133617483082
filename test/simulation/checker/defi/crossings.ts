// Invariants 13 and 14 over both ends, and 16: what leaves and what arrives is of the unit, the network and the balance that were
// agreed, and what was burned on the one network is neither given back while it is owed nor credited before it is minted.
import type { AccountKey, Transfer } from '@diboas/ledger';
import type { Terms } from '@diboas/orchestration';
import { backOf, isCrossing } from '../../outside/order.ts';
import { isOfCustomer } from '../model/ledger-model.ts';
import { hasEnded, ordersOf, type Report, type Sight } from '../model/sight.ts';

/** 16. */
export function checkCrossings(sight: Sight, report: Report): void {
  for (const { after } of sight.changed) {
    for (const order of ordersOf(sight, after.id)) {
      const { reference, submission, funded, fills, returned } = order;
      if (!isCrossing(submission)) continue;
      if (after.settlement && fills.length === 0 && order.stage !== 'failed')
        report(`${after.id} is credited, and ${reference} is not minted`);
      if (!funded || !hasEnded(after) || after.settlement) continue;
      if (fills.length === 0 && backOf(returned) < funded.units)
        report(`${after.id} is ${after.status}, and ${reference} is burned and owed`);
    }
  }
}

/** 13 and 14, of each end: nothing leaves or arrives in another unit, network or balance than was agreed. */
export function checkEnds({ newTransfers, transactions }: Sight, report: Report): void {
  for (const transfer of newTransfers) {
    const terms = transactions.get(transfer.transactionId)?.terms;
    if (!terms || terms.origin.kind === 'follow_up' || terms.origin.kind === 'arrival') continue;
    const { id, debit, credit } = transfer;
    if (isOfCustomer(debit) && !isEnd(debit, leavesBy(terms)))
      report(`transfer ${id} takes ${debit.asset} on ${debit.network} of ${debit.kind} for ${terms.id}`);
    if (isOfCustomer(credit) && !isEnd(credit, arrivesBy(terms)))
      report(`transfer ${id} brings ${credit.asset} on ${credit.network} to ${credit.kind} for ${terms.id}`);
  }
}

type End = Pick<AccountKey, 'asset' | 'network'> & { readonly kind: string | null };

function isEnd(key: Transfer['debit'], { asset, network, kind }: End): boolean {
  return key.asset === asset && key.network === network && (kind === null || key.kind === kind);
}

function leavesBy({ id, order, between, strategy }: Terms): End {
  const isStop = strategy !== undefined && strategy.position !== id;
  const kind = isStop ? `DEFI:${strategy.position}` : strategy ? 'DEFI' : (between?.from ?? null);
  return { asset: order.pay.asset, network: order.payNetwork, kind };
}

function arrivesBy({ id, receive, between, strategy }: Terms): End {
  const isStart = strategy?.position === id;
  const kind = isStart ? `DEFI:${id}` : strategy ? 'DEFI' : (between?.to ?? null);
  return { asset: receive.money.asset, network: receive.network, kind };
}
