// From what was typed to a decision: every refusal is said in words.
import type { AskedAct } from '@diboas/orchestration';
import { UsageError } from '../command-line/options.ts';
import { type ActOptions, readActor } from '../items/read-act.ts';

const DECISIONS = ['approve', 'deny'] as const;

/** `note` is written beside a case; the others decide it. */
export function readDecision(kind: string | undefined, options: ActOptions): AskedAct {
  const known = DECISIONS.find((one) => one === kind);
  if (!known)
    throw new UsageError(
      `${kind === undefined ? 'Say what is decided' : `"${kind}" is no decision`}: ${DECISIONS.join(' or ')}.`,
    );
  return { act: { kind: known }, ...readActor(options) };
}
