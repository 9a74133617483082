import { createServer } from 'node:net';

/**
 * A port that is free now. Links and cookies name the port, so it must be known before anything is built; in the
 * moment until the server listens on it somebody else might take it, and then the start fails and says so.
 */
export async function findFreePort(host: string): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, host, resolve);
  });
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port could be had');
  return address.port;
}
