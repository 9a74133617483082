import { formatInstant, HOUR_MS, type Instant, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import {
  type Head,
  type MadeSeal,
  NO_DIGEST,
  refuseToContinue,
  type SealedRow,
  sealRows,
} from '@diboas/storage/seals';
import type { Chance } from '../ground/chance.ts';
import type { Faults } from '../ground/faults.ts';
import type { RunningNode, SimNode } from '../ground/node.ts';
import type { Scheduler } from '../ground/scheduler.ts';
import type { Trace } from '../ground/trace.ts';
import type { SimCluster } from '../nodes/cluster.ts';
import { type AppendedRow, inSealedOrder, sealedRow } from '../store/appended-text.ts';
import type { SharedStore } from '../store/faulty-store.ts';

/** The chain as the database keeps it: its seals, and the one row that says where it ends. */
export interface SimChain {
  readonly seals: readonly MadeSeal[];
  readonly head: Head;
}

interface SealerParts {
  readonly scheduler: Scheduler;
  readonly chance: Chance;
  readonly faults: Faults;
  readonly cluster: SimCluster;
  readonly shared: SharedStore;
  readonly trace: Trace;
  /** Told of every seal in the instant in which it is kept. */
  readonly onSealed: (chain: SimChain, keys: readonly string[]) => Promise<void>;
  readonly onProblem: (problem: string) => void;
  readonly onBug: (error: unknown) => void;
}

const FIRST_KEY = 'the first key of the operator';
const SECOND_KEY = 'the second key of the operator';

/**
 * The sealer of all nodes. A look takes the lock, reads the horizon and decides the seals; a while later it keeps
 * them and moves the head in one instant, as a commit does. The node can die in between, and then the database rolls
 * it all back and the next look begins where the chain ends. What is sealed, and how, is decided by the real code.
 */
export class SimSealer {
  readonly #parts: SealerParts;
  readonly #everyMs: number;
  readonly #limit: number;
  readonly #keyedAt: Instant;
  #chain: { readonly seals: MadeSeal[]; readonly head: Head } = {
    seals: [],
    head: { number: 0, upto: 0n, digest: NO_DIGEST },
  };
  /** Who holds the lock on the head. A dead node holds nothing. */
  #holder: SimNode | null = null;
  #planned = false;
  /** How often a commit that was still running held back rows that had landed, and how often a decided seal was lost. */
  readonly seen = { heldBack: 0, lost: 0 };

  constructor(parts: SealerParts) {
    const { chance, scheduler } = parts;
    this.#parts = parts;
    this.#everyMs = chance.pick([20 * SECOND_MS, 5 * MINUTE_MS, HOUR_MS]);
    this.#limit = chance.pick([1, 5, 25, 10_000]);
    // Some operators have a key from the beginning, some set one later, some never do. Who has one rolls it.
    this.#keyedAt = scheduler.now() + chance.pick([0, 2 * HOUR_MS, Number.POSITIVE_INFINITY]);
  }

  get chain(): SimChain {
    return this.#chain;
  }

  keys(): readonly string[] {
    const age = this.#parts.scheduler.now() - this.#keyedAt;
    if (age < 0) return [];
    return age < HOUR_MS ? [FIRST_KEY] : [SECOND_KEY, FIRST_KEY];
  }

  /** Plans the next look, unless one is planned: the sealers of the nodes look all the time, but see only news. */
  wake(): void {
    const { scheduler, chance } = this.#parts;
    if (this.#planned) return;
    this.#planned = true;
    scheduler.after(chance.between(1, this.#everyMs), () => {
      this.#planned = false;
      this.#look();
    });
  }

  /** Whether some row is not in a seal yet. */
  isBehind(): boolean {
    return this.#parts.shared.appendOnly.highest >= this.#chain.head.upto;
  }

  #look(): void {
    const { cluster } = this.#parts;
    // Whatever becomes of this look, there is another one for as long as something is left to seal.
    if (this.isBehind()) this.wake();
    const node = cluster.pick();
    node?.later(1, () => {
      if (this.#isAway() || this.#holder?.isAlive()) return;
      this.#holder = node;
      this.#decide(node).catch(this.#parts.onBug);
    });
  }

  async #decide(node: RunningNode): Promise<void> {
    const { chance, faults, onProblem } = this.#parts;
    const { appendOnly } = this.#parts.shared;
    const { head, seals } = this.#chain;
    const keys = this.keys();
    const refusal = refuseToContinue(head, seals.at(-1) ?? null, keys);
    if (refusal) onProblem(`the sealer refuses to go on: ${refusal}`);
    const upto = appendOnly.numbers.horizon();
    if (upto <= appendOnly.highest) this.seen.heldBack += 1;
    const rows = inOrder(appendOnly.between(head.upto, upto));
    const sealedAt = formatInstant(node.now());
    const made: MadeSeal[] = [];
    const range = { head, upto, limit: this.#limit, key: keys[0] ?? null, sealedAt };
    for await (const one of sealRows(rows, range)) made.push(one);
    const slow = faults.strike('seal_slow') ? chance.between(SECOND_MS, 2 * MINUTE_MS) : 0;
    node.later(chance.between(1, 20) + slow, () => this.#keep(node, made, keys));
  }

  #keep(node: RunningNode, made: readonly MadeSeal[], keys: readonly string[]): void {
    const { faults, trace, onSealed, onBug } = this.#parts;
    if (faults.strike('crash_before_seal')) {
      if (made.length > 0) this.seen.lost += 1;
      return node.crash('between deciding a seal and keeping it');
    }
    this.#holder = null;
    const last = made.at(-1);
    if (!last || this.#isAway()) return;
    const { number, upto } = last.seal;
    const { seals } = this.#chain;
    seals.push(...made);
    this.#chain = { seals, head: { number, upto, digest: last.digest } };
    trace.say(node.name, `seals up to ${upto} in ${number} seals: ${last.digest.toString('hex', 0, 4)}`);
    onSealed(this.#chain, keys).catch(onBug);
    if (faults.strike('crash_after_seal')) node.crash('after keeping a seal');
  }

  #isAway(): boolean {
    const { scheduler, shared } = this.#parts;
    return scheduler.now() < shared.downUntil;
  }
}

/** Rows as they are sealed: in sealed order, and only of the tables that are. */
export function inOrder(rows: readonly AppendedRow[]): SealedRow[] {
  return rows.flatMap((row) => sealedRow(row) ?? []).sort(inSealedOrder);
}
