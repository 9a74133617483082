import { unreachable } from '@diboas/kernel';

/** A transaction's status: mission row M2. The order is that of a plain life, then the error handling. */
export const STATUSES = [
  'INITIATED',
  'VALIDATING',
  'BALANCE_RESERVED',
  'SENT_TO_PROVIDER',
  'PROVIDER_PROCESSING',
  'PROVIDER_COMPLETED',
  'COMPLETED',
  'PROVIDER_FAILED',
  'FAILED',
  'COMPENSATED',
] as const;

export type Status = (typeof STATUSES)[number];

/** What is going on within a status, in the domain's terms. */
export type Activity =
  | 'KYC_VERIFICATION'
  | 'COMPLIANCE_REVIEW'
  | 'AWAITING_PAYMENT'
  | 'BANK_PROCESSING'
  | 'CLEARING'
  | 'EXCHANGE_PROCESSING'
  | 'ORDER_PLACED'
  | 'ORDER_FILLED'
  | 'SMART_CONTRACT_INTERACTION'
  | 'CHAIN_CONFIRMATION'
  | 'STRATEGY_ACTIVE'
  | 'RETRYING'
  | 'CONFIRMING_OUTCOME'
  /** It has left one network for good, and is owed on another one until it is there. */
  | 'MINT_OWED'
  /** Its network is waited for to ask less, as was agreed: nothing of it was sent. */
  | 'WAITING_FOR_FEE'
  /** Its network is paid more for it, since it waited for long. */
  | 'SPEEDING_UP'
  /** The provider was asked to stop it, and has not said what became of it. */
  | 'CANCELLING'
  | 'OPERATOR_REVIEW';

/** Every legal move. What is not here is refused: A16. */
export const LEGAL_MOVES: Readonly<Record<Status, readonly Status[]>> = {
  INITIATED: ['VALIDATING'],
  VALIDATING: ['BALANCE_RESERVED', 'FAILED'],
  BALANCE_RESERVED: ['SENT_TO_PROVIDER', 'COMPENSATED'],
  SENT_TO_PROVIDER: ['PROVIDER_PROCESSING', 'PROVIDER_COMPLETED', 'PROVIDER_FAILED'],
  PROVIDER_PROCESSING: ['PROVIDER_COMPLETED', 'PROVIDER_FAILED'],
  PROVIDER_COMPLETED: ['COMPLETED'],
  PROVIDER_FAILED: ['SENT_TO_PROVIDER', 'COMPENSATED'],
  COMPLETED: [],
  FAILED: [],
  COMPENSATED: [],
};

export function isLegalMove(from: Status, to: Status): boolean {
  return LEGAL_MOVES[from].includes(to);
}

/** The one notion of final: nothing moves a transaction that is there. */
export function isFinal(status: Status): boolean {
  switch (status) {
    case 'COMPLETED':
    case 'FAILED':
    case 'COMPENSATED':
      return true;
    case 'INITIATED':
    case 'VALIDATING':
    case 'BALANCE_RESERVED':
    case 'SENT_TO_PROVIDER':
    case 'PROVIDER_PROCESSING':
    case 'PROVIDER_COMPLETED':
    case 'PROVIDER_FAILED':
      return false;
    default:
      return unreachable(status);
  }
}
