// What the shell says to the server and the sandbox beside what `npm start` tells them. It is read before anything is
// built or started: a value that they would refuse is worth knowing before a minute of work.
import { parseSettings } from '@diboas/server/settings';
import { Refused } from '../state/refused.ts';

/**
 * Refuses in words when the server would not start with what the shell sets beside `told`.
 * @param told what `npm start` sets itself, whose values are good whatever they will be
 */
export function refuseShellSettings(env: NodeJS.ProcessEnv, told: Readonly<Record<string, string>>): void {
  const outcome = parseSettings({ ...env, ...told });
  if (outcome.ok) return;
  const lines = outcome.refusal.map((line) => `  ${line}`);
  throw new Refused(
    `The environment of this shell has settings that the server does not start with:\n${lines.join('\n')}\n` +
      'Unset them, or set them right.',
  );
}
