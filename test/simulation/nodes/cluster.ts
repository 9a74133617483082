import { type Instant, MINUTE_MS, SECOND_MS } from '@diboas/kernel';
import {
  createEngine,
  createProviderGate,
  type DueClaim,
  type Provider,
  type ProviderGate,
  StoreUnavailableError,
} from '@diboas/orchestration';
import { type Chance, createChance } from '../ground/chance.ts';
import { createNode, type RunningNode, type SimNode } from '../ground/node.ts';
import type { Trace } from '../ground/trace.ts';
import { createAdapter, tellAnswers, type Wire } from '../outside/adapter.ts';
import type { SimBlockchain } from '../outside/chain.ts';
import { createChainAdapter } from '../outside/chain-adapter.ts';
import type { ChainFaults } from '../outside/chain-faults.ts';
import type { ChecksTruth } from '../outside/checks-truth.ts';
import type { SimExchange } from '../outside/exchange.ts';
import type { SomeAnswer } from '../outside/order.ts';
import type { SimOutside } from '../outside/outside.ts';
import { createFaultyStore, type SharedStore, type StoreParts } from '../store/faulty-store.ts';
import { createSimAsking } from './asking.ts';
import { LIMITED_OPERATIONS, ofNewYork, SIM_OPERATIONS } from './operations.ts';
import { SIM_PACE } from './pace.ts';
import { hasChecks, SIM_COMPLIANCE } from './rules.ts';
import { createSimScreening } from './screening.ts';
import { createSimQuoting } from './selling.ts';

export interface ClusterParts {
  readonly seed: number;
  readonly size: number;
  readonly wire: Wire;
  readonly shared: SharedStore;
  readonly outsides: readonly SimOutside[];
  readonly chains: readonly SimBlockchain[];
  readonly chainFaults: ChainFaults;
  /** Where all that is traded is of New York; null where it is traded at any time. */
  readonly exchange: SimExchange | null;
  /** What is true of people and addresses. */
  readonly truth: ChecksTruth;
  readonly chance: Chance;
  readonly trace: Trace;
  /** Told of everything the engine threw that is no loss of the store: each is a bug. */
  readonly onBug: (error: unknown) => void;
  readonly onWrites: StoreParts['onWrites'];
  readonly onClaim: (claims: readonly DueClaim[]) => void;
  /** Told of every answer of a provider, and of what a node takes a call to have been like. */
  readonly onAnswer: (provider: string, answer: SomeAnswer, attemptId: string) => void;
  readonly onRecord: (provider: string, isBad: boolean) => void;
}

/** The nodes of a seed. One that dies is replaced after a while by a new one, with an empty memory. */
export class SimCluster {
  crashes = 0;
  readonly #parts: ClusterParts;
  #nodes: RunningNode[] = [];
  #started = 0;
  #awayUntil = 0;

  constructor(parts: ClusterParts) {
    this.#parts = parts;
    for (let index = 0; index < parts.size; index += 1) this.#start();
  }

  alive(): readonly RunningNode[] {
    return this.#nodes.filter((node) => node.isAlive());
  }

  /** Any node that runs, as a load balancer would choose one; null when none does. */
  pick(): RunningNode | null {
    const alive = this.alive();
    return alive.length === 0 ? null : this.#parts.chance.pick(alive);
  }

  /** The node whose turn it is to look for due work first, and when, given when the first work is due. */
  nextPoll(dueAt: Instant): { readonly node: RunningNode; readonly at: Instant } | null {
    const now = this.#parts.wire.scheduler.now();
    let first: { node: RunningNode; at: Instant } | null = null;
    for (const node of this.alive()) {
      if (node.polling) continue;
      const at = Math.max(node.nextPollAt, dueAt - (node.now() - now), now);
      if (!first || at < first.at) first = { node, at };
    }
    return first;
  }

  /** One round of the node's loop. A store that is away is tried again in the next round. */
  poll(node: RunningNode): void {
    const { scheduler } = this.#parts.wire;
    node.polling = true;
    const over = (): void => {
      node.polling = false;
      node.nextPollAt = scheduler.now() + this.#parts.chance.between(SECOND_MS, 3 * SECOND_MS);
    };
    const failed = (error: unknown): void => {
      if (!(error instanceof StoreUnavailableError)) this.#parts.onBug(error);
      over();
    };
    node.later(0, () => {
      node.gate
        .exchange()
        .then(() => node.engine.runDue())
        .then(over, failed);
    });
  }

  /** All nodes die, and nobody starts one for so long. */
  goAway(ms: number): void {
    this.#awayUntil = this.#parts.wire.scheduler.now() + ms;
    for (const node of this.alive()) node.crash('with all the others');
  }

  /** No clock is wrong any more, nothing is frozen, and every node that is missing is started. */
  heal(): void {
    for (const node of this.alive()) {
      node.setClock(0);
      node.freeze(0);
    }
    while (this.alive().length < this.#parts.size) this.#start();
  }

  /** The adapters of one node, whose every answer the checker hears of. */
  #adaptersOf(node: SimNode): ReadonlyMap<string, Provider> {
    const { wire, outsides, chains, chainFaults, onAnswer } = this.#parts;
    const adapters = [
      ...outsides.map((outside) => createAdapter(wire, node, outside)),
      ...chains.map((chain) => createChainAdapter({ ...wire, chainFaults }, node, chain)),
    ];
    return new Map(
      adapters.map((adapter) => [
        adapter.id,
        tellAnswers(adapter, (answer, attemptId) => onAnswer(adapter.id, answer, attemptId)),
      ]),
    );
  }

  #start(): void {
    const { seed, wire, shared, outsides, truth, trace, onBug, onWrites, onClaim, onRecord } = this.#parts;
    this.#started += 1;
    const name = `node-${this.#started}`;
    const { scheduler, network, faults } = wire;
    const node = createNode(name, { scheduler, onCrash: (dead, where) => this.#onCrash(dead, where) });
    const providers = this.#adaptersOf(node);
    const { now } = scheduler;
    const store = createFaultyStore({ shared, node, faults, network, now, onWrites, onClaim });
    const own = createProviderGate({ store, clock: node });
    const gate: ProviderGate = {
      ...own,
      record(provider, call) {
        onRecord(provider, call.quality === 'bad');
        own.record(provider, call);
      },
    };
    const isChecked = hasChecks(seed);
    const { exchange } = this.#parts;
    const all = isChecked ? SIM_OPERATIONS : LIMITED_OPERATIONS;
    const known = exchange ? ofNewYork(all) : all;
    const screen = createSimScreening({ node, scheduler, truth, network, faults });
    const checks = isChecked ? { compliance: SIM_COMPLIANCE, screen } : {};
    const operations = new Map(known.map((operation) => [operation.name, operation]));
    const quoting = createSimQuoting({
      ...{ node, gate, shared, providers, operations, chance: createChance(seed, `prices of ${name}`) },
      compliance: isChecked ? SIM_COMPLIANCE : null,
    });
    const engine = createEngine({
      store,
      gate,
      providers,
      operations,
      ...checks,
      ...(exchange ? { hours: exchange.hoursOf(node) } : {}),
      clock: node,
      askOffers: createSimAsking({ node, outsides, network, faults }),
      random: createChance(seed, name).random,
      pace: SIM_PACE,
      // In some seeds calls wait for each other in their node, until others look after their attempts.
      ...(seed % 5 === 0 ? { callsMax: 1 } : {}),
      returnUrl: () => 'https://app.example/',
      onError: (error) => {
        if (!(error instanceof StoreUnavailableError)) onBug(error);
      },
    });
    trace.say(name, 'starts');
    const running = { engine, gate, quoting, nextPollAt: scheduler.now(), polling: false };
    this.#nodes = [...this.alive(), Object.assign(node, running)];
  }

  #onCrash(node: SimNode, where: string): void {
    const { chance, wire, trace } = this.#parts;
    this.crashes += 1;
    trace.say(node.name, `crashes ${where}`);
    const away = Math.max(0, this.#awayUntil - wire.scheduler.now());
    wire.scheduler.after(away + chance.between(SECOND_MS, 5 * MINUTE_MS), () => {
      if (this.alive().length < this.#parts.size) this.#start();
    });
  }
}
