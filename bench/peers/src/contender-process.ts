// One contender as a process of its own, forked by remote-contender.ts: contender-process.ts <name> <server URL>
//
// It says that it is ready, or why it cannot be; then for each turn it is asked for it prepares the work, does it,
// checks it, and says how long the middle part took. A process of its own, so that no contender pays for the memory, the
// timers and the compiled code of another.
import { createReaper, type Reaper } from '@diboas/testkit/processes';
import type { Contender } from './contenders/contender.ts';

/** What the process is asked for. */
export interface Turn {
  readonly count: number;
  readonly inFlight: number;
}

/** What it says: once when it is ready, and once a turn. */
export type Said = { readonly ready: string } | { readonly seconds: number } | { readonly error: string };

type Create = (serverUrl: string, reaper: Reaper) => Promise<Contender<unknown>>;

/** Each is imported only where it runs. */
const CONTENDERS: Readonly<Record<string, Create>> = {
  ours: async (url) => widen(await (await import('./contenders/ours.ts')).createOurs(url)),
  plain: async (url) => widen(await (await import('./contenders/plain.ts')).createPlain(url)),
  dbos: async (url) => widen(await (await import('./contenders/dbos.ts')).createDbos(url)),
  restate: async (url, reaper) =>
    widen(await (await import('./contenders/restate.ts')).createRestate(url, reaper)),
  'our transfers': async (url) =>
    widen(await (await import('./contenders/ours-transfers.ts')).createOurTransfers(url)),
  pgledger: async (url) => widen(await (await import('./contenders/pgledger.ts')).createPgledger(url, 1)),
  'pgledger, 100 a call': async (url) =>
    widen(await (await import('./contenders/pgledger.ts')).createPgledger(url, 100)),
};

/** The work goes from one method of a contender to the next, and nobody else looks at it. */
function widen<Work>(contender: Contender<Work>): Contender<unknown> {
  return contender as Contender<unknown>;
}

const [name = '', serverUrl = ''] = process.argv.slice(2);
const reaper = createReaper();
const say = (said: Said) => process.send?.(said);
// Whoever asked is gone, or has heard enough. What is still open may complain about it, and has nothing to add.
process.once('disconnect', () => {
  process.on('uncaughtException', () => {});
  process.on('unhandledRejection', () => {});
  void reaper.close().then(() => process.exit());
});
try {
  const create = CONTENDERS[name];
  if (!create) throw new Error(`there is no contender ${name}`);
  const contender = await create(serverUrl, reaper);
  process.on(
    'message',
    (turn: Turn | 'close') => void (turn === 'close' ? end(contender) : take(contender, turn)),
  );
  say({ ready: contender.name });
} catch (error) {
  say({ error: textOf(error) });
}

async function take(contender: Contender<unknown>, { count, inFlight }: Turn): Promise<void> {
  try {
    const work = await contender.prepare(count);
    const began = performance.now();
    await contender.run(work, inFlight);
    const seconds = (performance.now() - began) / 1_000;
    await contender.check(work);
    say({ seconds });
  } catch (error) {
    say({ error: textOf(error) });
  }
}

async function end(contender: Contender<unknown>): Promise<void> {
  await contender.close();
  process.disconnect();
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
