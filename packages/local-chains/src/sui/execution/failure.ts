// How a transaction fails while it is executed. It is in a checkpoint all the same, and its gas is paid.

import type { MoveAbort } from '../move/stand-in.ts';

export type ArgumentFault =
  | 'TYPE_MISMATCH'
  | 'INVALID_BCS_BYTES'
  | 'INDEX_OUT_OF_BOUNDS'
  | 'SECONDARY_INDEX_OUT_OF_BOUNDS'
  | 'INVALID_RESULT_ARITY'
  | 'INVALID_GAS_COIN_USAGE'
  | 'ARGUMENT_WITHOUT_VALUE'
  | 'INVALID_OBJECT_BY_MUT_REF';

export type SuiFailure =
  | { readonly kind: 'INSUFFICIENT_GAS' }
  | {
      readonly kind: 'MOVE_ABORT';
      readonly command: number;
      readonly packageId: string;
      readonly abort: MoveAbort;
    }
  | { readonly kind: 'INSUFFICIENT_COIN_BALANCE'; readonly command: number }
  | { readonly kind: 'UNUSED_VALUE_WITHOUT_DROP'; readonly command: number; readonly part: number }
  | {
      readonly kind: 'COMMAND_ARGUMENT_ERROR';
      readonly command: number;
      readonly argument: number;
      readonly fault: ArgumentFault;
    };

/** Says which argument of a command is wrong. */
export type SayFault = (argument: number, fault: ArgumentFault) => SuiFailure;
