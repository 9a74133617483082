export { ADD_AND_MOVE, thenMoved } from './add-and-move/operation.ts';
export { ADD_FUNDS } from './add-funds/operation.ts';
export {
  ADD_FUNDS_CURRENCIES,
  ADD_FUNDS_FEE_BPS,
  ADD_FUNDS_GOODS,
  ADD_FUNDS_METHODS,
  ADD_FUNDS_SIZE,
} from './add-funds/price.ts';
export { MOVE } from './move/operation.ts';
export { wishToMoveOn } from './move/wish.ts';
export { BANKING_OPERATIONS } from './operations.ts';
export { BY_BALANCE } from './own-book/price.ts';
export { BY_DEPOSIT, RECEIVE, type Received, receiveTerms } from './receive/operation.ts';
export { CLAIM_DAYS, SEND_MONEY } from './send-money/operation.ts';
export { BY_NETWORK, SEND_TO_ADDRESS } from './send-to-address/operation.ts';
export { WITHDRAW_FUNDS, WITHDRAW_FUNDS_METHODS } from './withdraw-funds/operation.ts';
