export {
  ADD_FUNDS_ARRIVALS,
  type AddFundsEvent,
  type AddFundsState,
  type AddFundsStep,
  addFunds,
} from './add-funds.ts';
export {
  FEE_WAITS,
  type GoOnState,
  goOnWizard,
  HORIZONS,
  type JourneyEvent,
  type JourneyState,
  journeyWizard,
  type StartEvent,
  type StartState,
  type StopEvent,
  type StopState,
  startWizard,
  stopWizard,
} from './earn.ts';
export { type MoveEvent, type MoveState, moveWizard } from './move.ts';
export { type SendEvent, type SendState, sendWizard } from './send.ts';
export { type SendOutEvent, type SendOutState, sendOutWizard } from './send-out.ts';
export type { AnswerKind } from './step.ts';
export {
  buyWizard,
  DRAFTED_DAYS,
  DRAFTED_TOLERANCES,
  type DraftedLots,
  type DraftedOrder,
  LOT_ORDERS,
  PICKED_MAX,
  REPEATS,
  readLots,
  readOrder,
  type SellEvent,
  type SellState,
  sellWizard,
  type TradeAnswers,
  type TradeEvent,
  type TradeState,
  writeLots,
  writeOrder,
} from './trade.ts';
export { type WithdrawEvent, type WithdrawState, withdrawWizard } from './withdraw.ts';
export type {
  AnswersOf,
  AnswersShape,
  EventOf,
  StepOf,
  Wizard,
  WizardEvent,
  WizardQuote,
  WizardState,
  WizardStateOf,
} from './wizard.ts';
export { WIZARDS, type WizardEvents, type WizardName, type WizardStates } from './wizards.ts';
