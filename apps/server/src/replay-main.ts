// node apps/server/src/replay-main.ts: reads every parked and quarantined webhook once more, with the settings of the
// server, and says what came of it as one line of JSON. Safe while nodes run, and as often as one likes.
import { createLogger } from './logger.ts';
import { parseSettings } from './settings.ts';
import { replayWaiting } from './webhooks/replay.ts';
import { wire } from './wire.ts';

const settings = parseSettings(process.env);
if (settings.ok) {
  const logger = createLogger(settings.value.logLevel);
  const publicUrl = settings.value.publicUrl ?? `http://${settings.value.host}:${settings.value.port}`;
  const { parts, close } = await wire({ settings: settings.value, publicUrl, logger });
  const outcomes = await replayWaiting({ ...parts, quarantine: parts.store });
  await parts.engine.stop();
  await close();
  console.log(JSON.stringify(Object.fromEntries(outcomes)));
} else {
  console.error(settings.refusal.join('\n'));
  process.exitCode = 2;
}
