// A door of its own, because it brings the whole server along, which most who open a system run as a program.
import { parseSettings, type StartOptions, startServer } from '@diboas/server';
import type { StartServer } from './open-system.ts';

/** Starts the one server of a system in this process. */
export function inProcess(options: StartOptions = {}): StartServer {
  return async (environment) => {
    const parsed = parseSettings(environment);
    if (!parsed.ok) throw new Error(parsed.refusal.join('\n'));
    return await startServer(parsed.value, options);
  };
}
