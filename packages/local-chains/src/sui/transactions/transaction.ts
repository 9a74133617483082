// A transaction as this chain understands it: coins are split, merged and given to others, and functions of packages that somebody
// stands in for are called. There is no virtual machine.

import type { CoinReference } from '../objects/coin-object.ts';

export type SuiInput =
  | { readonly kind: 'pure'; readonly bytes: Uint8Array }
  | { readonly kind: 'coin'; readonly reference: CoinReference }
  /** An object that anybody may name, by the version at which it was shared. */
  | {
      readonly kind: 'shared';
      readonly id: string;
      readonly sharedAt: bigint;
      readonly isMutable: boolean;
    }
  /** Received objects, withdrawals of address balances. */
  | { readonly kind: 'unsupported'; readonly name: string };

export type SuiArgument =
  | { readonly kind: 'gas' }
  | { readonly kind: 'input'; readonly index: number }
  /** `part` null is the only result of that command. */
  | { readonly kind: 'result'; readonly command: number; readonly part: number | null };

export type SuiCommand =
  | { readonly kind: 'split'; readonly coin: SuiArgument; readonly amounts: readonly SuiArgument[] }
  | { readonly kind: 'merge'; readonly into: SuiArgument; readonly coins: readonly SuiArgument[] }
  | { readonly kind: 'transfer'; readonly coins: readonly SuiArgument[]; readonly to: SuiArgument }
  | {
      readonly kind: 'call';
      readonly packageId: string;
      readonly module: string;
      readonly function: string;
      readonly typeArguments: readonly string[];
      readonly arguments: readonly SuiArgument[];
    }
  | { readonly kind: 'unsupported'; readonly name: string };

/** Epochs in which it may be executed, ends included; null is open. */
export interface SuiValidity {
  readonly firstEpoch: bigint | null;
  readonly lastEpoch: bigint | null;
  /** The chain's identifier, where it is bound to one. */
  readonly chain: string | null;
}

export interface SuiGas {
  readonly owner: string;
  readonly payment: readonly CoinReference[];
  /** MIST a unit of gas. */
  readonly price: bigint;
  /** MIST at most. */
  readonly budget: bigint;
}

export interface SuiTransaction {
  readonly sender: string;
  readonly gas: SuiGas;
  readonly validity: SuiValidity;
  readonly inputs: readonly SuiInput[];
  readonly commands: readonly SuiCommand[];
}

export const ALWAYS: SuiValidity = { firstEpoch: null, lastEpoch: null, chain: null };

/** Every coin that the transaction names, its payment of gas included. */
export function referencesOf({ inputs, gas }: SuiTransaction): CoinReference[] {
  return [...inputs.flatMap((input) => (input.kind === 'coin' ? [input.reference] : [])), ...gas.payment];
}

export type SharedInput = Extract<SuiInput, { kind: 'shared' }>;

export function sharedInputsOf({ inputs }: Pick<SuiTransaction, 'inputs'>): SharedInput[] {
  return inputs.flatMap((input) => (input.kind === 'shared' ? [input] : []));
}
