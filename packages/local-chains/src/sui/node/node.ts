// A full node on its own, with the validators behind it. A transaction is executed as it comes, and is final with the
// next checkpoint. While the network stalls, transactions wait, and what they name is promised to them.

import { accept, type Clock, type Instant, type Outcome, refuse } from '@diboas/kernel';
import type { MoveStandIn, SteeredObjects } from '../move/stand-in.ts';
import { formatReference, typedDigest } from '../objects/coin-object.ts';
import { CLOCK_ID, clockAt, createShared } from '../objects/shared-object.ts';
import { decodeSuiTransaction } from '../transactions/decode.ts';
import { findBadSuiSignature } from '../transactions/signature.ts';
import { referencesOf } from '../transactions/transaction.ts';
import { type Checkpoints, createCheckpoints } from './checkpoints.ts';
import { type ChainNow, checkKnown, findProblem } from './checks.ts';
import { createSuiFaucet, type SuiFaucet } from './faucet.ts';
import { createSuiLedger, type ExecutedSui, type SignedSui, type SuiLedger } from './ledger.ts';
import { type CoinLocks, createCoinLocks } from './locks.ts';
import { invalid, rejectedByValidators, type SuiRefusal, timedOut } from './refusal.ts';

export interface SuiNode {
  readonly checkpoints: Checkpoints;
  readonly ledger: SuiLedger;
  readonly usdcType: string;
  now(): ChainNow;
  readonly packages: ReadonlyMap<string, MoveStandIn>;
  /** What packages have shared, for whoever plays the outside world. */
  readonly steered: SteeredObjects;
  epochStartedAt(): Instant;
  /** Executes a signed transaction; one that was executed already is answered as it was then. */
  execute(bytes: Uint8Array, signatures: readonly Uint8Array[]): Outcome<ExecutedSui, SuiRefusal>;
  /** Pays an address in a checkpoint of its own, and answers the digest. */
  grant(to: string, coinType: string, amount: bigint): string;
  /** The digests of what no checkpoint holds yet, executed or not. */
  waiting(): readonly string[];
  /** Executes what waits, and makes a checkpoint of all that none holds yet. */
  seal(): void;
  stall(): void;
  /** Executes what waits. True when something did. */
  resume(): boolean;
  /** Forgets what waits. What it names stays promised to it until the epoch ends, as validators keep their word. */
  forget(digest: string): boolean;
  /** All promises end, and what waits is forgotten. */
  endEpoch(referenceGasPrice: bigint): void;
}

interface State {
  readonly checkpoints: Checkpoints;
  readonly ledger: SuiLedger;
  readonly locks: CoinLocks;
  readonly faucet: SuiFaucet;
  readonly chainId: string;
  /** Taken while the network stalled, oldest first. */
  readonly waiting: Map<string, SignedSui>;
  epoch: bigint;
  epochStartedAt: Instant;
  referenceGasPrice: bigint;
  stalled: boolean;
  readonly clock: Clock;
  readonly packages: ReadonlyMap<string, MoveStandIn>;
}

const FIRST_GAS_PRICE = 1_000n;

export interface SuiNodeOptions {
  readonly seed: string;
  readonly clock: Clock;
  /** The type of the coin that stands for USDC. */
  readonly usdcType: string;
  readonly packages: readonly MoveStandIn[];
}

export function createSuiNode(options: SuiNodeOptions): SuiNode {
  const state = createState(options);
  const { checkpoints, ledger, faucet, waiting, locks } = state;
  return {
    checkpoints,
    ledger,
    usdcType: faucet.usdcType,
    now: () => nowOf(state),
    packages: state.packages,
    steered: steer(state),
    epochStartedAt: () => state.epochStartedAt,
    execute: (bytes, signatures) => execute(state, bytes, signatures),
    grant(to, coinType, amount) {
      const payment = { to, coinType, amount, gasPrice: state.referenceGasPrice };
      const { bytes, signature } = faucet.pay(payment, ledger.coins);
      const read = readSigned(state, bytes, [signature]);
      if (!read.ok) throw new RangeError(read.refusal.message);
      const { digest } = ledger.carryOut(read.value, nowOf(state));
      ledger.seal([digest], state.epoch);
      return digest;
    },
    waiting: () => [...ledger.unsealed(), ...waiting.keys()],
    seal() {
      carryOutWaiting(state);
      ledger.sealAll(state.epoch);
    },
    stall() {
      state.stalled = true;
    },
    resume() {
      state.stalled = false;
      return carryOutWaiting(state);
    },
    forget: (digest) => waiting.delete(digest),
    endEpoch(referenceGasPrice) {
      ledger.sealAll(state.epoch);
      waiting.clear();
      locks.clear();
      state.epoch += 1n;
      state.referenceGasPrice = referenceGasPrice;
      ledger.seal([], state.epoch);
      state.epochStartedAt = checkpoints.latest().at;
    },
  };
}

function createState({ seed, clock, usdcType, packages }: SuiNodeOptions): State {
  const checkpoints = createCheckpoints({ seed, clock });
  const { digest: chainId, at: epochStartedAt } = checkpoints.latest();
  const faucet = createSuiFaucet({ seed, genesis: chainId, usdcType });
  const ledger = createSuiLedger({ checkpoints, clock });
  ledger.coins.apply(faucet.coins.map((after) => ({ before: null, after })));
  const begins = { now: epochStartedAt, usdcType: faucet.usdcType };
  for (const contents of packages.flatMap(({ shares }) => shares(begins)))
    ledger.shared.put(createShared({ ...contents, version: 1n, sharedAt: 1n, previousTransaction: chainId }));
  return {
    ...{ checkpoints, ledger, faucet, chainId, epochStartedAt, clock },
    packages: new Map(packages.map((one) => [one.packageId, one])),
    locks: createCoinLocks(),
    waiting: new Map(),
    epoch: 0n,
    referenceGasPrice: FIRST_GAS_PRICE,
    stalled: false,
  };
}

function nowOf({ ledger, epoch, chainId, referenceGasPrice, packages, clock }: State): ChainNow {
  const { coins, shared } = ledger;
  const now = clock.now();
  return {
    ...{ coins, epoch, chainId, referenceGasPrice, world: { packages, now } },
    sharedOf: (id) => (id === CLOCK_ID ? clockAt(now, chainId) : shared.current(id)),
  };
}

function steer({ ledger: { shared }, clock }: State): SteeredObjects {
  const find = (id: string) => {
    const object = shared.current(id);
    if (object === null) throw new RangeError(`No object ${id} is shared.`);
    return object;
  };
  return {
    now: () => clock.now(),
    read: (id) => find(id).contents,
    write(id, contents) {
      const before = find(id);
      shared.put(createShared({ ...before, contents, version: before.version + 1n }));
    },
  };
}

function execute(
  state: State,
  bytes: Uint8Array,
  signatures: readonly Uint8Array[],
): Outcome<ExecutedSui, SuiRefusal> {
  const read = readSigned(state, bytes, signatures);
  if (!read.ok) return read;
  const signed = read.value;
  const before = state.ledger.executed(signed.digest);
  if (before !== null) return accept(before);
  const problem = findProblem(signed.transaction, nowOf(state));
  if (problem !== null) return refuse(rejectedByValidators(problem));
  const refusal = claim(state, signed);
  if (refusal !== null) return refuse(refusal);
  if (!state.stalled) return accept(state.ledger.carryOut(signed, nowOf(state)));
  state.waiting.set(signed.digest, signed);
  return refuse(timedOut);
}

/** Has all that it names promised to a transaction; refuses what is promised to another. */
function claim({ locks, waiting }: State, { transaction, digest }: SignedSui): SuiRefusal | null {
  const references = referencesOf(transaction);
  const conflict = locks.conflict(references, digest);
  if (conflict !== null) {
    // Two that name the same version while neither is final: both are lost.
    if (waiting.delete(conflict.digest)) locks.spoil(conflict.digest);
    return lockedBy(conflict.digest, formatReference(conflict.reference));
  }
  const [first] = references;
  if (first !== undefined && locks.isSpoilt(references)) return lockedBy(digest, formatReference(first));
  locks.promise(references, digest);
  return null;
}

function carryOutWaiting(state: State): boolean {
  const going = [...state.waiting.values()];
  state.waiting.clear();
  for (const signed of going) {
    if (findProblem(signed.transaction, nowOf(state)) === null) state.ledger.carryOut(signed, nowOf(state));
  }
  return going.length > 0;
}

/** What can be said of it without knowing the chain. */
function readSigned(
  { packages }: Pick<State, 'packages'>,
  bytes: Uint8Array,
  signatures: readonly Uint8Array[],
): Outcome<SignedSui, SuiRefusal> {
  const transaction = decodeSuiTransaction(bytes);
  if (transaction === null) return refuse(invalid('invalid transaction: the bytes are no transaction data'));
  const unknown = checkKnown(transaction, { packages });
  if (unknown !== null) return refuse(invalid(unknown));
  const signers = new Set([transaction.sender, transaction.gas.owner]);
  const bad = findBadSuiSignature(bytes, { signatures, signers });
  if (bad !== null) return refuse(invalid(`Invalid user signature: ${bad}`));
  return accept({ digest: typedDigest('TransactionData', bytes), bytes, signatures, transaction });
}

function lockedBy(digest: string, reference: string): SuiRefusal {
  return rejectedByValidators(
    `Object ${reference} already locked by a different transaction: TransactionDigest(${digest})`,
  );
}
