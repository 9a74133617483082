// Which TCP ports on this machine are free.
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

/** A port the operating system says is free now. Another program may take it first, so callers try again. */
export function unusedPort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('The probe has no TCP port.'));
        else resolve(address.port);
      });
    });
  });
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
