import { type OpenSystem, openSystem } from '@diboas/testkit/system';
import { type LineProgram, startProgram } from './program.ts';

/** Everything as a process of its own: our server, the sandbox, the ceiling and the client. */
export interface BenchSystem {
  readonly url: string;
  readonly port: number;
  readonly server: { readonly pid: number };
  readonly ceiling: LineProgram;
  readonly ceilingPort: number;
  readonly client: LineProgram;
  readonly database: OpenSystem['database'];
  stop(): Promise<void>;
}

/** The sandbox's people open no page and pay nothing by themselves: what happens is what the bench sends. */
const QUIET_SANDBOX = { SANDBOX_AUTO_PAY: 'off', SANDBOX_STEP_MS: '86400000' };

/** As in production, with its log in a file; but one address does what thousands do. */
const SERVER = {
  LOG_LEVEL: 'info',
  REQUESTS_PER_MINUTE: '10000000',
  SIGN_INS_PER_MINUTE: '10000000',
  QUOTES_PER_MINUTE: '10000000',
};

export async function startBenchSystem(
  databaseUrl: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<BenchSystem> {
  const system = await openSystem({
    postgres: { server: databaseUrl },
    sandbox: QUIET_SANDBOX,
    settings: { ...SERVER, ...settings },
  });
  const { url, port, database } = system;
  const [server] = system.servers;
  if (!server) throw new Error('the system has no server');
  const ceiling = await startProgram(new URL('./ceiling-server.ts', import.meta.url), {
    args: [database.appUrl],
  });
  const client = await startProgram(new URL('./load.ts', import.meta.url));
  return {
    ...{ url, port, server, ceiling, client, database },
    ceilingPort: Number(ceiling.ready.port),
    async stop() {
      await client.stop();
      await ceiling.stop();
      await system.close();
    },
  };
}
