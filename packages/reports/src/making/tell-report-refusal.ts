import { unreachable } from '@diboas/kernel';
import type { ReportRefusal } from './report-store.ts';

/** Why one was not made, for operators. */
export function tellReportRefusal(refusal: ReportRefusal): string {
  switch (refusal.reason) {
    case 'does_not_add_up':
      return `${refusal.where}: the ledger says ${refusal.byLedger}, the rows come to ${refusal.byRows} (minor units)`;
    case 'operation_unknown':
      return `coins moved by ${refusal.operation}, and nobody said what that is to lots`;
    case 'lots_refused':
      return `lots cannot be of fact ${refusal.refusal.factId}: ${refusal.refusal.reason}`;
    case 'evidence_unknown':
      return `the journal of this person has no entry ${refusal.seq} of transaction ${refusal.transactionId}`;
    case 'too_large':
      return `more than ${refusal.max} transfers in the period`;
    case 'period_unknown':
      return `${refusal.period} is no period that is over`;
    default:
      return unreachable(refusal);
  }
}
