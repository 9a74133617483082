import { median } from '@diboas/testkit/figures';
import { printFigure, round } from './figures/figures.ts';
import { runNodes } from './nodes.ts';
import { makeResting } from './resting.ts';

/** Lifecycles under way at once while a node's memory is weighed. */
const IN_HAND = 500;

export interface ScaleBench {
  readonly rounds: number;
  readonly lifecycles: number;
  readonly resting: number;
}

/**
 * The engine beside itself: on two nodes beside one, and with a database full of resting transactions beside an
 * empty one. Nodes are processes of their own, so memory and cores are really theirs.
 */
export async function benchScale(
  databases: { empty: string; full: string },
  bench: ScaleBench,
): Promise<void> {
  await makeResting(databases.full, bench.resting);
  const single: number[] = [];
  const ratiosOfTwo: number[] = [];
  const ratiosOfFull: number[] = [];
  const full: number[] = [];
  for (let turn = 0; turn <= bench.rounds; turn += 1) {
    const one = await runNodes(databases.empty, 1, bench.lifecycles);
    const two = await runNodes(databases.empty, 2, bench.lifecycles);
    const resting = await runNodes(databases.full, 1, bench.lifecycles);
    if (turn === 0) continue;
    single.push(one.perSecond);
    full.push(resting.perSecond);
    ratiosOfTwo.push(two.perSecond / one.perSecond);
    ratiosOfFull.push(resting.perSecond / one.perSecond);
  }
  // With few at a time, so that what is weighed is the node and not the lives that this process holds in hand.
  const { rssMb } = await runNodes(databases.full, 1, IN_HAND);
  const shared = { rounds: bench.rounds };
  printFigure({ bench: 'one node', per_second: Math.round(median(single)), ...shared });
  printFigure({ bench: 'two nodes', ratio_to_one_node: round(median(ratiosOfTwo), 2), ...shared });
  printFigure({
    bench: `lifecycle with ${bench.resting} resting`,
    per_second: Math.round(median(full)),
    ratio_to_none_resting: round(median(ratiosOfFull), 2),
    node_rss_mb: rssMb,
    ...shared,
  });
}
