// Why a transaction is not executed at all, as a full node answers: a gRPC status and the validators' words.

export interface SuiRefusal {
  readonly status: 'INVALID_ARGUMENT' | 'NOT_FOUND' | 'UNAVAILABLE' | 'UNIMPLEMENTED';
  readonly message: string;
}

export function invalid(message: string): SuiRefusal {
  return { status: 'INVALID_ARGUMENT', message };
}

/** What the validators say when they agree that it can never be executed as it is. */
export function rejectedByValidators(reason: string): SuiRefusal {
  return invalid(
    'Transaction is rejected as invalid by more than 1/3 of validators by stake (non-retriable). ' +
      `Non-retriable errors: [${reason} with 10000 stake].`,
  );
}

/** It may be executed or not: nobody knows until it is, or its epoch is over. */
export const timedOut: SuiRefusal = {
  status: 'UNAVAILABLE',
  message: 'Transaction timed out before reaching finality',
};
