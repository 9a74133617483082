// Programmable transactions of ours: what is paid into them is one coin, whatever it is a coin of, and gas is paid by others. Every object
// stands in them at its version, so that a node adds nothing to what is signed.
import { finishSui } from '@diboas/chain-access';
import { accept, type Outcome, refuse, unreachable } from '@diboas/kernel';
import { assetsOn } from '@diboas/networks';
import type { PrepareAnswer, Submission } from '@diboas/orchestration';
import {
  Inputs,
  Transaction,
  TransactionDataBuilder,
  type TransactionObjectArgument,
} from '@mysten/sui/transactions';
import { verifyTransactionSignature } from '@mysten/sui/verify';
import { notPossible, notYet, refused } from '../calling/not-prepared.ts';
import type { SuiParts } from './parts.ts';
import type { OwnCoin, SimulatedSui, SuiEpoch } from './reader.ts';

export const SUI_COIN = '0x2::sui::SUI';

/** The type of an asset's coin on the chain that it is. */
export function coinTypeOf({ chain }: Pick<SuiParts, 'chain'>, asset: 'USDC'): string {
  return assetsOn('sui', chain).find((one) => one.asset === asset)?.token ?? SUI_COIN;
}

/** An object that anybody may name, by the version at which it was shared. */
export interface SharedObject {
  readonly id: string;
  readonly sharedAt: bigint;
  readonly isMutable: boolean;
}

/** Sui's own clock, which is there since the first version. */
export const CLOCK: SharedObject = { id: `0x${'6'.padStart(64, '0')}`, sharedAt: 1n, isMutable: false };

export interface SuiProgram {
  readonly from: string;
  /** What goes into it. */
  readonly coinType: string;
  readonly units: bigint;
  /** Adds what is done with the coin. @param paid the coin of just so many units */
  build(transaction: Transaction, paid: TransactionObjectArgument): void;
}

export function sharedIn(transaction: Transaction, { id, sharedAt, isMutable }: SharedObject) {
  const named = { objectId: id, initialSharedVersion: `${sharedAt}`, mutable: isMutable };
  return transaction.object(Inputs.SharedObjectRef(named));
}

/** A trial may cost so much: the whole of what shared objects cost is paid first, before what was paid for them comes back. */
const TRIAL_BUDGET = 2_000_000_000n;

/**
 * What it would come to now, with whatever coins lie there, promised or not. Nothing is signed. `too_little`: not so much lies
 * there, or nothing that pays the network.
 */
export async function tryProgram(
  { reader }: Pick<SuiParts, 'reader'>,
  program: SuiProgram,
): Promise<Outcome<SimulatedSui, 'unavailable' | 'too_little'>> {
  if (reader === null) return refuse('unavailable');
  const [epoch, there] = await Promise.all([reader.epoch(), coinsFor(reader, program)]);
  if (!epoch.ok || !there.ok) return refuse('unavailable');
  const held = there.value.gas.reduce((sum, { units }) => sum + units, 0n);
  const budget = held < TRIAL_BUDGET ? held : TRIAL_BUDGET;
  const chosen = choose(program, budget, there.value);
  if (chosen === null || budget === 0n) return refuse('too_little');
  const made = await assemble(program, { ...chosen, budget, epoch: epoch.value });
  return await reader.simulate(made, epoch.value.referenceGasPrice);
}

/** What is signed, and what it is looked up by. */
export interface SignedProgram {
  readonly bytes: string;
  readonly hash: string;
  /** The last epoch that it may be executed in. */
  readonly lastEpoch: bigint;
}

type Ordered = Pick<Submission, 'transactionId' | 'attemptId' | 'networkCost'>;

/**
 * Promises coins to the attempt, makes the program of them, tries just that, and has it signed. It may cost what was agreed and no more. The
 * same attempt again has the coins that it had, so that no two that are ever signed for it can both happen.
 */
export async function prepareProgram(
  parts: SuiParts,
  ordered: Ordered,
  program: SuiProgram,
): Promise<Outcome<SignedProgram, PrepareAnswer>> {
  const { reader } = parts;
  const { networkCost } = ordered;
  if (reader === null || networkCost?.asset !== 'SUI')
    return refuse(notPossible('unsupported', 'nothing was agreed that Sui may take'));
  const budget = networkCost.units;
  const [epoch, there] = await Promise.all([reader.epoch(), coinsFor(reader, program)]);
  if (!epoch.ok || !there.ok) return refuse(refused('unavailable'));
  const claimed = await claim(parts, ordered, { program, budget, there: there.value });
  if (!claimed.ok) return claimed;
  const made = await assemble(program, { ...claimed.value, budget, epoch: epoch.value });
  const tried = await reader.simulate(made, epoch.value.referenceGasPrice);
  if (!tried.ok) return refuse(refused('unavailable'));
  if (tried.value.kind !== 'done') {
    // Nothing was signed, so that others may have the coins.
    const { attemptId } = ordered;
    await parts.claims.releaseCoins({ wallet: parts.walletId, network: 'sui', attemptId });
    return refuse(whyNotSigned(tried.value));
  }
  return await signProgram(parts, program, { made, lastEpoch: epoch.value.epoch + EPOCHS });
}

/** It may be executed to the end of the next epoch: between one day and two. */
const EPOCHS = 1n;

function whyNotSigned({ kind }: Exclude<SimulatedSui, { kind: 'done' }>): PrepareAnswer {
  switch (kind) {
    case 'out_of_gas':
      return refused('too_dear');
    case 'refused':
      return notYet('the network would not take it as it is');
    case 'aborted':
    case 'failed':
      return notPossible('declined', 'it would be undone as it is carried out');
    default:
      return unreachable(kind);
  }
}

interface There {
  readonly gas: readonly OwnCoin[];
  readonly paid: readonly OwnCoin[];
}

async function coinsFor(
  reader: NonNullable<SuiParts['reader']>,
  { from, coinType }: SuiProgram,
): Promise<Outcome<There, 'unavailable'>> {
  const [gas, paid] = await Promise.all([reader.coins(from, SUI_COIN), reader.coins(from, coinType)]);
  return gas.ok && paid.ok ? accept({ gas: gas.value, paid: paid.value }) : refuse('unavailable');
}

function choose({ units }: SuiProgram, budget: bigint, { gas, paid }: There): There | null {
  const [paying, spent] = [cover(gas, budget), cover(paid, units)];
  return paying === null || spent === null ? null : { gas: paying, paid: spent };
}

/** Objects that one program may pay gas with: Sui's `max_gas_payment_objects`. */
const OBJECTS_MAX = 255;

/** The smallest that covers it alone, so that a coin which is just that is used up; else the largest, so that few are. */
function cover(coins: readonly OwnCoin[], units: bigint): readonly OwnCoin[] | null {
  const sorted = coins.toSorted((left, right) => (left.units > right.units ? -1 : 1));
  const alone = sorted.findLast((coin) => coin.units >= units);
  if (alone !== undefined) return [alone];
  let held = 0n;
  for (const [index, coin] of sorted.entries()) {
    held += coin.units;
    if (held >= units && index < OBJECTS_MAX) return sorted.slice(0, index + 1);
  }
  return null;
}

async function claim(
  { claims, walletId, now }: SuiParts,
  { transactionId, attemptId }: Ordered,
  {
    program,
    budget,
    there,
  }: { readonly program: SuiProgram; readonly budget: bigint; readonly there: There },
): Promise<Outcome<There, PrepareAnswer>> {
  const claimed = await claims.claimCoins({
    ...{ wallet: walletId, network: 'sui', transactionId, attemptId, now: now() },
    wanted(isFree) {
      const free = (coins: readonly OwnCoin[]) => coins.filter(({ name }) => isFree(name));
      const chosen = choose(program, budget, { gas: free(there.gas), paid: free(there.paid) });
      return chosen === null ? null : [...chosen.paid, ...chosen.gas].map(({ name }) => name);
    },
  });
  if (!claimed.ok) return refuse(notYet('what is free at the paying address does not cover it'));
  const names = new Set(claimed.value);
  const own = (coins: readonly OwnCoin[]) => coins.filter(({ name }) => names.has(name));
  const found = { gas: own(there.gas), paid: own(there.paid) };
  // What was promised and is not there any more was used by what was signed before.
  if (found.gas.length + found.paid.length < names.size)
    return refuse(notYet('what was promised is not there as it was'));
  return accept(found);
}

/** `TransactionData` in BCS. */
async function assemble(
  { from, units, build }: SuiProgram,
  { gas, paid, budget, epoch }: There & { readonly budget: bigint; readonly epoch: SuiEpoch },
): Promise<Uint8Array> {
  const transaction = new Transaction();
  transaction.setSender(from);
  transaction.setGasPrice(epoch.referenceGasPrice);
  transaction.setGasBudget(budget);
  transaction.setGasPayment(gas.map(referenceOf));
  transaction.setExpiration({ Epoch: `${epoch.epoch + EPOCHS}` });
  const [first, ...others] = paid.map((coin) => transaction.object(Inputs.ObjectRef(referenceOf(coin))));
  if (first === undefined) throw new RangeError('A program pays something.');
  if (others.length > 0) transaction.mergeCoins(first, others);
  const held = paid.reduce((sum, coin) => sum + coin.units, 0n);
  const [split = first] = held === units ? [first] : transaction.splitCoins(first, [units]);
  build(transaction, split);
  return await transaction.build();
}

/** A coin's name is `<object>@<version>`. */
function referenceOf({ name, digest }: OwnCoin) {
  const [objectId = '', version = ''] = name.split('@');
  return { objectId, version, digest };
}

/** What comes back signed must be signed by whose address sends, and for just these bytes. */
async function signProgram(
  { signer }: Pick<SuiParts, 'signer'>,
  { from }: SuiProgram,
  { made, lastEpoch }: { readonly made: Uint8Array; readonly lastEpoch: bigint },
): Promise<Outcome<SignedProgram, PrepareAnswer>> {
  const transaction = Buffer.from(made).toString('hex');
  const signed = await signer.sign({ network: 'sui', transaction });
  if (!signed.ok) return signed;
  if (!(await isSigned(made, signed.value, from)))
    return refuse(notPossible('other', 'what was signed is not what was to be signed'));
  const [signature, publicKey] = [signed.value.slice(2, 130), signed.value.slice(130)];
  const bytes = finishSui({ transaction, signature, publicKey });
  return accept({ bytes, hash: TransactionDataBuilder.getDigestFromBytes(made), lastEpoch });
}

async function isSigned(made: Uint8Array, signature: string, from: string): Promise<boolean> {
  if (!/^00[0-9a-f]{192}$/.test(signature)) return false;
  try {
    const key = await verifyTransactionSignature(made, Buffer.from(signature, 'hex').toString('base64'));
    return key.toSuiAddress() === from;
  } catch {
    // The client throws for a signature that is not over these bytes.
    return false;
  }
}
