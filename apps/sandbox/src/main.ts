/** `node apps/sandbox/src/main.ts`: the sandbox as a process of its own. */
import { getRandomValues } from 'node:crypto';
import { flushCompileCache } from 'node:module';
import { createPooledRandom } from '@diboas/kernel';
import { PROVIDERS } from '@diboas/providers';
import { createRealTimers } from '@diboas/sandbox-kit';
import { pino } from 'pino';
import { helpText, parseConfig } from './config.ts';
import { createSandbox } from './sandbox.ts';

const doubles = await Promise.all(PROVIDERS.map((one) => one.sandbox()));
const config = parseConfig(process.argv.slice(2), process.env, doubles);
if (!config.ok) {
  process.stderr.write(`${config.refusal}\nRun with --help for all options.\n`);
  process.exit(2);
}
if (config.value === 'help') {
  process.stdout.write(helpText(doubles));
  process.exit(0);
}

const logger = pino(
  { name: 'sandbox', level: config.value.logLevel },
  pino.destination({ fd: 2, sync: true }),
);
const sandbox = createSandbox({
  ...{ config: config.value, doubles },
  clock: { now: () => Date.now() },
  timers: createRealTimers(),
  random: createPooledRandom(getRandomValues),
  logger,
});

try {
  await sandbox.listen();
} catch (error) {
  logger.fatal({ err: error }, 'could not listen');
  process.exit(1);
}
const { providerUrls: providers, chainUrls: chains, floats, controlUrl } = sandbox;
process.stdout.write(`${JSON.stringify({ ready: true, providers, chains, floats, controlUrl })}\n`);
logger.info({ providers, chains, controlUrl }, 'listening');
// With NODE_COMPILE_CACHE, what was compiled is there for the next start, even if this one is killed.
flushCompileCache();

let closing = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    // A second signal while closing means: now.
    if (closing) process.exit(1);
    closing = true;
    logger.info({ signal }, 'closing');
    sandbox.close().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.fatal({ err: error }, 'could not close');
        process.exit(1);
      },
    );
  });
}
