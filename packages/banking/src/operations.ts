import type { Operation } from '@diboas/orchestration';
import { ADD_AND_MOVE } from './add-and-move/operation.ts';
import { ADD_FUNDS } from './add-funds/operation.ts';
import { MOVE } from './move/operation.ts';
import { SEND_MONEY } from './send-money/operation.ts';

/** Every operation of banking. The server and the engine know them from here, by their names. */
export const BANKING_OPERATIONS: readonly Operation[] = [ADD_FUNDS, ADD_AND_MOVE, MOVE, SEND_MONEY];
