export { ADD_FUNDS } from './add-funds/operation.ts';
export { ADD_FUNDS_FEE_BPS, ADD_FUNDS_LIMITS, ADD_FUNDS_METHODS } from './add-funds/price.ts';
export { BANKING_OPERATIONS } from './operations.ts';
