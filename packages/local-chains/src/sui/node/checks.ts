// What validators check before they execute a transaction: that its time is now, that every coin is as it says and its
// sender's, or the sponsor's where it pays gas, and that gas can be paid. Source of the words: Sui's `UserInputError`.

import { GAS_BUDGET_MAX, GAS_UNITS_MIN } from '../execution/gas.ts';
import { isOptionNone, type MoveWorld } from '../execution/move-call.ts';
import { type CoinReference, formatReference, SUI_TYPE, type SuiCoin } from '../objects/coin-object.ts';
import type { CoinStore } from '../objects/coin-store.ts';
import { CLOCK_ID, type SuiShared } from '../objects/shared-object.ts';
import {
  referencesOf,
  type SharedInput,
  type SuiCommand,
  type SuiTransaction,
  sharedInputsOf,
} from '../transactions/transaction.ts';

export interface ChainNow {
  readonly coins: CoinStore;
  readonly epoch: bigint;
  readonly chainId: string;
  /** MIST a unit, below which nobody executes anything in this epoch. */
  readonly referenceGasPrice: bigint;
  readonly world: MoveWorld;
  /** An object that anybody may name, the clock too. */
  sharedOf(id: string): SuiShared | null;
}

/** Why the transaction cannot be executed now; null when it can. */
export function findProblem(transaction: SuiTransaction, now: ChainNow): string | null {
  return (
    checkKnown(transaction, now.world) ??
    checkValidity(transaction, now) ??
    checkCoins(transaction, now.coins) ??
    checkShared(transaction, now) ??
    checkGas(transaction, now)
  );
}

/** What this chain cannot do, said in words instead of done wrong. */
export function checkKnown(
  { inputs, commands }: SuiTransaction,
  { packages }: Pick<MoveWorld, 'packages'>,
): string | null {
  const command = commands.find(({ kind }) => kind === 'unsupported');
  if (command?.kind === 'unsupported')
    return `this local chain has no Move: ${command.name} is not one of SplitCoins, MergeCoins, TransferObjects`;
  const strange = commands.find((one) => isStrangeCall(one, packages));
  if (strange?.kind === 'call')
    return `this local chain has no Move: nobody stands in for ${nameOf(strange)}`;
  const input = inputs.find(({ kind }) => kind === 'unsupported');
  if (input?.kind === 'unsupported') return `this local chain knows no ${input.name}`;
  return commands.length === 0 ? 'Empty input: a transaction needs a command' : null;
}

function isStrangeCall(command: SuiCommand, packages: MoveWorld['packages']): boolean {
  return command.kind === 'call' && !isOptionNone(command) && !packages.has(command.packageId);
}

function nameOf({ packageId, module, ...called }: Extract<SuiCommand, { kind: 'call' }>): string {
  return `${packageId}::${module}::${called.function}`;
}

function checkShared(transaction: SuiTransaction, now: Pick<ChainNow, 'sharedOf'>): string | null {
  const inputs = sharedInputsOf(transaction);
  const ids = inputs.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) return `Mutable object ${twice} cannot appear more than one in one transaction`;
  return inputs.map((input) => checkSharedInput(input, now)).find((problem) => problem !== null) ?? null;
}

function checkSharedInput(
  { id, sharedAt, isMutable }: SharedInput,
  { sharedOf }: Pick<ChainNow, 'sharedOf'>,
) {
  const object = sharedOf(id);
  if (object === null) return `Could not find the referenced object ${id} at version None`;
  if (sharedAt !== object.sharedAt)
    return `The shared object ${id} was not shared at version ${sharedAt}: SharedObjectStartingVersionMismatch`;
  if (isMutable && id === CLOCK_ID) return `Immutable parameter expected, mutable parameter found: ${id}`;
  return null;
}

function checkValidity({ validity }: SuiTransaction, { epoch, chainId }: ChainNow): string | null {
  const { firstEpoch, lastEpoch, chain } = validity;
  if (chain !== null && chain !== chainId) return `Invalid chain ID ${chain}, expected ${chainId}`;
  if (lastEpoch !== null && epoch > lastEpoch) return 'Transaction Expired';
  return firstEpoch !== null && epoch < firstEpoch
    ? `Transaction is not valid before epoch ${firstEpoch}`
    : null;
}

function checkCoins(transaction: SuiTransaction, coins: CoinStore): string | null {
  const references = referencesOf(transaction);
  const paying = new Set(transaction.gas.payment.map(({ id }) => id));
  const ids = references.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) return `Mutable object ${twice} cannot appear more than one in one transaction`;
  for (const reference of references) {
    const spender = paying.has(reference.id) ? transaction.gas.owner : transaction.sender;
    const problem = checkCoin(reference, { coin: coins.current(reference.id), spender });
    if (problem !== null) return problem;
  }
  return null;
}

function checkCoin(
  reference: CoinReference,
  { coin, spender }: { readonly coin: SuiCoin | null; readonly spender: string },
): string | null {
  const { id, version, digest } = reference;
  if (coin === null || version > coin.version)
    return `Could not find the referenced object ${id} at version Some(SequenceNumber(${version}))`;
  if (version < coin.version)
    return (
      `Transaction needs to be rebuilt because object ${formatReference(reference)} version ${version} ` +
      `is unavailable for consumption, current version: ${coin.version}`
    );
  if (digest !== coin.digest)
    return `Invalid Object digest for object ${id}. Expected digest : ${coin.digest}`;
  if (coin.owner !== spender)
    return `Object ${id} is owned by account address ${coin.owner}, but given owner/signer address is ${spender}`;
  return null;
}

function checkGas({ gas }: SuiTransaction, { coins, referenceGasPrice }: ChainNow): string | null {
  const { payment, price, budget } = gas;
  if (payment.length === 0) return 'Gas object is missing';
  if (price < referenceGasPrice)
    return `Gas price ${price} under reference gas price (RGP) ${referenceGasPrice}`;
  const budgetMin = GAS_UNITS_MIN * price;
  if (budget < budgetMin) return `Gas budget: ${budget} is lower than min: ${budgetMin}`;
  if (budget > GAS_BUDGET_MAX) return `Gas budget: ${budget} is higher than max: ${GAS_BUDGET_MAX}`;
  const paying = payment.flatMap(({ id }) => coins.current(id) ?? []);
  const other = paying.find(({ coinType }) => coinType !== SUI_TYPE);
  if (other !== undefined) return `Invalid gas object ${other.id}: it is no coin of SUI`;
  const held = paying.reduce((sum, { balance }) => sum + balance, 0n);
  return held < budget ? `Balance of gas object ${held} is lower than the needed amount: ${budget}` : null;
}
