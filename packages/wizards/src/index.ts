export {
  ADD_FUNDS_STEPS,
  type AddFundsEvent,
  type AddFundsMethod,
  type AddFundsQuote,
  type AddFundsState,
  type AddFundsStep,
  firstMissingStep,
  INITIAL_ADD_FUNDS,
  next,
  numberedSteps,
  stepForUrl,
  stepPosition,
} from './add-funds.ts';
