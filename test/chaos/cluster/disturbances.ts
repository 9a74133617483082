// What is done to the cluster, and when: a plan from the seed, and how each act is carried out.
import { setTimeout as delay } from 'node:timers/promises';
import { type Random, randomBelow, unreachable } from '@diboas/kernel';
import { type Cluster, DATABASE_NAME } from './cluster.ts';
import { chooseFaults, chooseMarkets } from './sandbox-faults.ts';
import type { SeverableProxy } from './severable-proxy.ts';

export type Disturbance =
  | { readonly kind: 'kill_node'; readonly node: number; readonly pauseMs: number }
  | { readonly kind: 'kill_all_nodes'; readonly pauseMs: number }
  | { readonly kind: 'kill_database'; readonly pauseMs: number }
  | { readonly kind: 'kill_sandbox'; readonly pauseMs: number }
  | { readonly kind: 'cut'; readonly node: number | null; readonly wire: Wire }
  | { readonly kind: 'stall'; readonly node: number | null; readonly wire: Wire; readonly ms: number };

type Wire = 'database' | 'providers';

/** How often each comes in twenty. Every twentieth of a long run is as bad as it gets: all nodes at once. */
const WEIGHTS: readonly (readonly [Disturbance['kind'], number])[] = [
  ['kill_node', 7],
  ['kill_database', 3],
  ['kill_sandbox', 2],
  ['cut', 4],
  ['stall', 3],
  ['kill_all_nodes', 1],
];

/** The next act, and how long after the one before. */
export function chooseDisturbance(
  random: Random,
  nodeCount: number,
): { readonly afterMs: number; readonly disturbance: Disturbance } {
  const afterMs = 800 + randomBelow(random, 1_800);
  const pauseMs = randomBelow(random, 800);
  const node = randomBelow(random, nodeCount);
  const anyNode = randomBelow(random, 2) === 0 ? null : node;
  const wire = randomBelow(random, 2) === 0 ? 'providers' : 'database';
  const ms = 300 + randomBelow(random, 1_700);
  const kind = chooseKind(random);
  switch (kind) {
    case 'kill_node':
      return { afterMs, disturbance: { kind, node, pauseMs } };
    case 'kill_all_nodes':
    case 'kill_database':
    case 'kill_sandbox':
      return { afterMs, disturbance: { kind, pauseMs } };
    case 'cut':
      return { afterMs, disturbance: { kind, node: anyNode, wire } };
    case 'stall':
      return { afterMs, disturbance: { kind, node: anyNode, wire, ms } };
    default:
      return unreachable(kind);
  }
}

function chooseKind(random: Random): Disturbance['kind'] {
  let place = randomBelow(
    random,
    WEIGHTS.reduce((sum, [, weight]) => sum + weight, 0),
  );
  for (const [kind, weight] of WEIGHTS) {
    if (place < weight) return kind;
    place -= weight;
  }
  return 'kill_node';
}

/** A process that was ended with SIGKILL, and when. */
export interface Kill {
  readonly what: string;
  readonly at: number;
  /** How long the plan leaves it down before it is started again. */
  readonly pauseMs: number;
  /** Whether nothing at all could move until it was back: PostgreSQL, or every node at once. */
  readonly stopsAll: boolean;
}

export interface Disturber {
  readonly kills: readonly Kill[];
  /** How many connections were cut, and how often wires were held still. */
  readonly counts: { cuts: number; stalls: number };
  /** Disturbs by the plan until the time is over, then ends what is under way: after it no wire is stalled. */
  disturb(untilMs: number): Promise<void>;
}

export interface DisturberOptions {
  readonly cluster: Cluster;
  readonly random: Random;
  readonly say: (line: string) => void;
  readonly stopped: AbortSignal;
}

export function createDisturber({ cluster, random, say, stopped }: DisturberOptions): Disturber {
  const kills: Kill[] = [];
  const counts = { cuts: 0, stalls: 0 };
  const noteKill = (what: string, pauseMs: number, stopsAll = false) =>
    void kills.push({ what, at: Date.now(), pauseMs, stopsAll });

  const killNode = (node: number, pauseMs: number, stopsAll = false): string[] => {
    const program = cluster.nodes[node]?.program;
    if (!program?.kill(pauseMs)) return [];
    noteKill(program.name, pauseMs, stopsAll);
    return [program.name];
  };
  const wiresOf = (node: number | null, wire: Wire): SeverableProxy[] =>
    cluster.nodes
      .filter((_, index) => node === null || index === node)
      .flatMap(({ toDatabase, toProviders }) => (wire === 'database' ? [toDatabase] : toProviders));

  async function act(one: Disturbance): Promise<string> {
    switch (one.kind) {
      case 'kill_node':
        return `kill -9 of ${killNode(one.node, one.pauseMs).join('') || 'a node that was down'}`;
      case 'kill_all_nodes':
        return `kill -9 of ${cluster.nodes.flatMap((_, node) => killNode(node, one.pauseMs, true)).join(', ')}`;
      case 'kill_database':
        noteKill(DATABASE_NAME, one.pauseMs, true);
        await cluster.killDatabase(one.pauseMs);
        return `kill -9 of PostgreSQL, started again after ${one.pauseMs} ms`;
      case 'kill_sandbox':
        if (cluster.sandbox.kill(one.pauseMs)) noteKill(cluster.sandbox.name, one.pauseMs);
        return 'kill -9 of the sandbox';
      case 'cut': {
        const cut = wiresOf(one.node, one.wire).reduce((sum, proxy) => sum + proxy.cut(), 0);
        counts.cuts += cut;
        return `cut ${cut} connections to the ${one.wire} of ${nameOf(one.node)}`;
      }
      case 'stall': {
        const wires = wiresOf(one.node, one.wire);
        counts.stalls += wires.length;
        for (const proxy of wires) proxy.stall();
        await delay(one.ms);
        for (const proxy of wires) proxy.resume();
        return `held the wire to the ${one.wire} of ${nameOf(one.node)} still for ${one.ms} ms`;
      }
      default:
        return unreachable(one);
    }
  }

  return {
    kills,
    counts,
    async disturb(untilMs) {
      for (;;) {
        const { afterMs, disturbance } = chooseDisturbance(random, cluster.nodes.length);
        if (stopped.aborted || performance.now() + afterMs > untilMs) return;
        await delay(afterMs, undefined, { signal: stopped }).catch(() => {});
        if (stopped.aborted) return;
        await cluster.setFaults(chooseFaults(random));
        await cluster.setMarkets(chooseMarkets(random));
        say(await act(disturbance));
      }
    },
  };
}

function nameOf(node: number | null): string {
  return node === null ? 'every node' : `node ${node + 1}`;
}
