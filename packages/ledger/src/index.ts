export {
  type AccountBalance,
  type AccountKey,
  type AccountKind,
  type AccountState,
  accountName,
  availableUnits,
  type BalanceType,
  type CustomerAccount,
  isBalanceType,
  isCustomerAccount,
  isCustomerKind,
  isSameAccount,
  promisableUnits,
  SYSTEM_OWNER,
  type SystemAccount,
  ZERO_BALANCE,
} from './account.ts';
export { type Book, type BookContents, createBook } from './book.ts';
export type { Hold, Transfer, TransferKind, TransferRefusal } from './transfer.ts';
