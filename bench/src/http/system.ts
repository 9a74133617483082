import { createDatabase, type ScenarioDatabase } from '../../../test/scenarios/database.ts';
import { type OutsideWorld, startOutsideWorld } from '../../../test/scenarios/outside-world.ts';
import { findFreePort, serverEnvironment } from '../../../test/scenarios/world.ts';
import { type Program, startProgram } from './program.ts';

/** Everything as a process of its own: our server, the sandbox, the ceiling and the client. */
export interface BenchSystem {
  readonly url: string;
  readonly port: number;
  readonly server: Program;
  readonly ceiling: Program;
  readonly ceilingPort: number;
  readonly client: Program;
  readonly database: ScenarioDatabase;
  stop(): Promise<void>;
}

/** The sandbox's people pay nothing by themselves: what happens is what the bench sends. */
const QUIET_SANDBOX = { SANDBOX_AUTO_PAY: 'off' };

export async function startBenchSystem(
  databaseUrl: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<BenchSystem> {
  process.env.TEST_DATABASE_URL = databaseUrl;
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const database = await createDatabase();
  const outside: OutsideWorld = await startOutsideWorld(url, QUIET_SANDBOX);
  const own = serverEnvironment({ database, port, outside });
  const limits = {
    REQUESTS_PER_MINUTE: '10000000',
    SIGN_INS_PER_MINUTE: '10000000',
    QUOTES_PER_MINUTE: '10000000',
  };
  const server = await startProgram(new URL('../../../apps/server/src/main.ts', import.meta.url), {
    isLogged: true,
    env: { PATH: process.env.PATH, NODE_ENV: 'test', ...own, LOG_LEVEL: 'info', ...limits, ...settings },
  });
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
      await server.stop();
      await outside.stop();
      await database.drop();
    },
  };
}
