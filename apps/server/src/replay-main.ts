// node apps/server/src/replay-main.ts: reads every parked and quarantined webhook once more, with the settings of the
// server, and says what came of it as one line of JSON. Safe while nodes run, and as often as one likes.

import { replayWaiting } from '@diboas/orchestration';
import { httpAddress } from './settings/address.ts';
import { parseSettings } from './settings/settings.ts';
import { logLastWords } from './telemetry/last-words.ts';
import { createLogger } from './telemetry/logger.ts';
import { wire } from './wire/wire.ts';

const settings = parseSettings(process.env);
if (settings.ok) {
  const logger = createLogger(settings.value.logLevel);
  logLastWords(logger);
  const publicUrl = settings.value.publicUrl ?? httpAddress(settings.value);
  const { parts, hub, deposits, close } = await wire({ settings: settings.value, publicUrl, logger });
  try {
    // What is replayed may lead to a send, and nothing is sent to a provider that is switched off.
    await parts.gate.exchange();
    const outcomes = await replayWaiting({
      ...parts,
      audit: parts.store,
      quarantine: parts.store,
      onAddress: deposits.hint,
    });
    console.log(JSON.stringify(Object.fromEntries(outcomes)));
  } finally {
    hub.close();
    await parts.engine.stop();
    await close();
  }
} else {
  console.error(settings.refusal.join('\n'));
  process.exitCode = 2;
}
