import { printFigure, round } from '../figures/figures.ts';
import { type LineProgram, startProgram } from '../http/program.ts';
import { GATHER_MS, type RunAsked, TICK_MS } from './shape.ts';

const FOR_MS = 3_000;

/** What was sent last has come, too. */
const LAST_MS = 500;

/** Assets that a screen shows, of 200. */
const EACH = 20;

/** A tenth of the screens read nothing for a while: what waits for them must cost no memory. */
const SLOW_SHARE = 10;

interface Ran {
  readonly cores: number;
  readonly residentBytes: number;
}

interface Heard {
  readonly p50: number;
  readonly p99: number;
  readonly messages: number;
  readonly prices: number;
}

/**
 * From a price that the market told to the screens that show it: 200 assets with a new price a second, and screens that show
 * twenty of them each. The ceiling writes a text of the same length to every socket, as often, and thinks of nothing. Both in
 * turns, on the same sockets.
 */
export async function benchPrices({ screens, rounds }: { screens: number; rounds: number }): Promise<void> {
  const node = await startProgram(new URL('./price-node.ts', import.meta.url));
  const clients = await startProgram(new URL('./price-screens.ts', import.meta.url));
  try {
    const before = (await node.ask({})) as Ran;
    await clients.ask({ open: { port: node.ready.port, screens, each: EACH } });
    const measure = (mode: RunAsked['mode']) => measured({ node, clients }, mode);
    await measure('ours');
    const ours: (Ran & Heard)[] = [];
    const ceiling: (Ran & Heard)[] = [];
    for (let count = 0; count < rounds; count += 1) {
      ceiling.push(await measure('ceiling'));
      ours.push(await measure('ours'));
    }
    await clients.ask({ slow: Math.floor(screens / SLOW_SHARE) });
    const slow = await measure('ours');
    const [mine, most] = [middle(ours), middle(ceiling)];
    printFigure({
      bench: 'prices',
      ...{ screens, prices_per_second: Math.round((mine.prices * 1_000) / FOR_MS) },
      messages_per_second: Math.round((mine.messages * 1_000) / FOR_MS),
      ...{ p50_ms: mine.p50, p99_ms: mine.p99, ceiling_p99_ms: most.p99 },
      ...{ cores: round(mine.cores, 2), ceiling_cores: round(most.cores, 2) },
      kb_a_screen: round((mine.residentBytes - before.residentBytes) / screens / 1_000, 1),
      node_mb: Math.round(mine.residentBytes / 1_000_000),
      node_mb_with_slow: Math.round(slow.residentBytes / 1_000_000),
      p99_ms_beside_slow: slow.p99,
    });
  } finally {
    await clients.stop();
    await node.stop();
  }
}

async function measured(
  { node, clients }: { node: LineProgram; clients: LineProgram },
  mode: RunAsked['mode'],
): Promise<Ran & Heard> {
  await clients.ask({});
  const itemsEach = Math.round((EACH * GATHER_MS) / TICK_MS);
  const ran = (await node.ask({ run: { mode, forMs: FOR_MS, itemsEach } })) as Ran;
  await new Promise((resolve) => setTimeout(resolve, LAST_MS));
  return { ...ran, ...((await clients.ask({})) as Heard) };
}

/** The round with the middle p99. */
function middle(rounds: readonly (Ran & Heard)[]): Ran & Heard {
  const sorted = rounds.toSorted((one, other) => one.p99 - other.p99);
  const found = sorted[Math.floor(sorted.length / 2)];
  if (!found) throw new Error('there is a round');
  return found;
}
