// Why a transaction failed, as nodes write it. The machine counts its reasons; their names are the nodes' own, in the
// order of the machine's numbers (`TransactionErrorFieldless`, `InstructionErrorFieldless` of litesvm).
import type { FailedTransactionMetadata } from 'litesvm';

/** What `err` holds on the wire: a name, or a name with its details. */
export type TransactionError = string | { readonly [name: string]: unknown };

const TRANSACTION_ERRORS = [
  ...['AccountInUse', 'AccountLoadedTwice', 'AccountNotFound', 'ProgramAccountNotFound'],
  ...['InsufficientFundsForFee', 'InvalidAccountForFee', 'AlreadyProcessed', 'BlockhashNotFound'],
  ...['CallChainTooDeep', 'MissingSignatureForFee', 'InvalidAccountIndex', 'SignatureFailure'],
  ...['InvalidProgramForExecution', 'SanitizeFailure', 'ClusterMaintenance', 'AccountBorrowOutstanding'],
  ...['WouldExceedMaxBlockCostLimit', 'UnsupportedVersion', 'InvalidWritableAccount'],
  ...['WouldExceedMaxAccountCostLimit', 'WouldExceedAccountDataBlockLimit', 'TooManyAccountLocks'],
  ...['AddressLookupTableNotFound', 'InvalidAddressLookupTableOwner', 'InvalidAddressLookupTableData'],
  ...['InvalidAddressLookupTableIndex', 'InvalidRentPayingAccount', 'WouldExceedMaxVoteCostLimit'],
  ...['WouldExceedAccountDataTotalLimit', 'MaxLoadedAccountsDataSizeExceeded', 'ResanitizationNeeded'],
  ...['InvalidLoadedAccountsDataSizeLimit', 'UnbalancedTransaction', 'ProgramCacheHitMaxLimit'],
  'CommitCancelled',
];

const INSTRUCTION_ERRORS = [
  ...['GenericError', 'InvalidArgument', 'InvalidInstructionData', 'InvalidAccountData'],
  ...['AccountDataTooSmall', 'InsufficientFunds', 'IncorrectProgramId', 'MissingRequiredSignature'],
  ...['AccountAlreadyInitialized', 'UninitializedAccount', 'UnbalancedInstruction', 'ModifiedProgramId'],
  ...['ExternalAccountLamportSpend', 'ExternalAccountDataModified', 'ReadonlyLamportChange'],
  ...['ReadonlyDataModified', 'DuplicateAccountIndex', 'ExecutableModified', 'RentEpochModified'],
  ...['NotEnoughAccountKeys', 'AccountDataSizeChanged', 'AccountNotExecutable', 'AccountBorrowFailed'],
  ...['AccountBorrowOutstanding', 'DuplicateAccountOutOfSync', 'InvalidError', 'ExecutableDataModified'],
  ...['ExecutableLamportChange', 'ExecutableAccountNotRentExempt', 'UnsupportedProgramId', 'CallDepth'],
  ...['MissingAccount', 'ReentrancyNotAllowed', 'MaxSeedLengthExceeded', 'InvalidSeeds', 'InvalidRealloc'],
  ...['ComputationalBudgetExceeded', 'PrivilegeEscalation', 'ProgramEnvironmentSetupFailure'],
  ...['ProgramFailedToComplete', 'ProgramFailedToCompile', 'Immutable', 'IncorrectAuthority'],
  ...[
    'AccountNotRentExempt',
    'InvalidAccountOwner',
    'ArithmeticOverflow',
    'UnsupportedSysvar',
    'IllegalOwner',
  ],
  ...['MaxAccountsDataAllocationsExceeded', 'MaxAccountsExceeded', 'MaxInstructionTraceLengthExceeded'],
  ...['BuiltinProgramsMustConsumeComputeUnits', 'BorshIoError'],
];

export interface TransactionFailure {
  readonly error: TransactionError;
  /** Whether it ran, so that it stands in the block as failed and has paid its fee. Otherwise it is as if never sent. */
  readonly hasRun: boolean;
}

export function readFailure(failed: FailedTransactionMetadata): TransactionFailure {
  const failure = failed.err();
  if (typeof failure === 'number') return { error: nameOf(TRANSACTION_ERRORS, failure), hasRun: false };
  if ('accountIndex' in failure) {
    // Of the two kinds with an account, the other one is of programs that are locked for a time: there are none here.
    return { error: { InsufficientFundsForRent: { account_index: failure.accountIndex } }, hasRun: true };
  }
  if (!('err' in failure)) return { error: { DuplicateInstruction: failure.index }, hasRun: false };
  return { error: { InstructionError: [failure.index, readInstructionError(failure.err())] }, hasRun: true };
}

function readInstructionError(failure: number | { code: number } | { msg: string }): TransactionError {
  if (typeof failure === 'number') return nameOf(INSTRUCTION_ERRORS, failure);
  return 'code' in failure ? { Custom: failure.code } : { BorshIoError: failure.msg };
}

function nameOf(names: readonly string[], number: number): string {
  const name = names[number];
  if (name === undefined) throw new RangeError(`The machine failed for an unknown reason, ${number}.`);
  return name;
}
