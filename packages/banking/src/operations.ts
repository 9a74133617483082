import type { Operation } from '@diboas/orchestration';
import { ADD_AND_MOVE } from './add-and-move/operation.ts';
import { ADD_FUNDS } from './add-funds/operation.ts';
import { MOVE } from './move/operation.ts';
import { RECEIVE } from './receive/operation.ts';
import { SEND_MONEY } from './send-money/operation.ts';
import { SEND_TO_ADDRESS } from './send-to-address/operation.ts';
import { WITHDRAW_FUNDS } from './withdraw-funds/operation.ts';

/** Every operation of banking. The server and the engine know them from here, by their names. */
export const BANKING_OPERATIONS: readonly Operation[] = [
  ADD_FUNDS,
  ADD_AND_MOVE,
  MOVE,
  RECEIVE,
  SEND_MONEY,
  SEND_TO_ADDRESS,
  WITHDRAW_FUNDS,
];
