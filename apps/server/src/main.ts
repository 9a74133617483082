// Entry of the server. What it does and takes: help.txt, and settings/help.ts for the providers.
import { flushCompileCache } from 'node:module';
import { StartRefusal } from '@diboas/storage';
import { settingsHelp } from './settings/help.ts';
import { parseSettings } from './settings/settings.ts';
import type { Settings } from './settings/shape.ts';
import { type RunningServer, startServer } from './start.ts';
import { logLastWords } from './telemetry/last-words.ts';
import { createLogger } from './telemetry/logger.ts';

// Whatever is still open, of a start that failed or a stop that took too long, must not hold the process.
process.exit(await main(process.argv.slice(2)));

async function main(args: readonly string[]): Promise<number> {
  if (args.length > 0) {
    const asked = args[0] === '--help' || args[0] === '-h';
    if (!asked) console.error('There are no options besides --help; settings are environment variables.\n');
    (asked ? console.log : console.error)(settingsHelp());
    return asked ? 0 : 2;
  }
  const settings = parseSettings(process.env);
  if (!settings.ok) {
    console.error(`The server cannot start:\n${settings.refusal.map((line) => `  ${line}`).join('\n')}`);
    return 2;
  }
  return await run(settings.value);
}

async function run(settings: Settings): Promise<number> {
  const logger = createLogger(settings.logLevel);
  logLastWords(logger);
  // Asked before the start is over, it stops as soon as there is something to stop.
  const stopRequest = new Promise<void>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });
  let server: RunningServer;
  try {
    server = await startServer(settings, { logger });
  } catch (error) {
    if (error instanceof StartRefusal) {
      console.error(`The server cannot start:\n${error.lines.map((line) => `  ${line}`).join('\n')}`);
      return 2;
    }
    logger.fatal({ err: error }, 'the server could not start');
    return 1;
  }
  console.log(JSON.stringify({ ready: true, url: server.url }));
  // With NODE_COMPILE_CACHE, what was compiled is there for the next start, even if this node is killed.
  flushCompileCache();
  await stopRequest;
  await server.stop();
  return 0;
}
