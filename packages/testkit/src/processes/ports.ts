// Which TCP ports on this machine are free.
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Whether a program of ours could listen on `port`. Both loopback addresses are tried, because a browser that
 * opens `localhost` may go to either: a stranger on ::1 would otherwise answer in our place.
 */
export async function isPortFree(port: number): Promise<boolean> {
  const answers = await Promise.all([canListen(port, '127.0.0.1'), canListen(port, '::1')]);
  return answers.every((free) => free);
}

/** The first free port from `preferred` upwards, leaving out those in `taken`. */
export async function choosePort(preferred: number, taken: ReadonlySet<number> = new Set()): Promise<number> {
  for (let port = preferred; port <= 65_535; port += 1) {
    if (!taken.has(port) && (await isPortFree(port))) return port;
  }
  throw new Error(`No free port from ${preferred} upwards on this machine.`);
}

/** Below what Linux (32768) and others give to whoever asks for any port, so that none of those takes one that was chosen. */
const CHOSEN_FROM = 15_000;
const CHOSEN_UPTO = 32_000;

const chosen = new Set<number>();

/** A port that is free now, and that nobody is given by chance until whoever it is for listens on it. */
export async function unusedPort(): Promise<number> {
  for (;;) {
    const port = randomInt(CHOSEN_FROM, CHOSEN_UPTO);
    if (chosen.has(port)) continue;
    chosen.add(port);
    if (await isPortFree(port)) return port;
  }
}

function canListen(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    // A machine without IPv6 has nobody on ::1 who could be in the way: only "in use" and "not allowed" count.
    probe.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES');
    });
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
