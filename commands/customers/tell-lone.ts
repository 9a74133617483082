// What became known of a customer is told from a command: nodes find what is due by it.
import { createCompliance, RULES, type RuleBook, readRuleBook } from '@diboas/compliance';
import { assert } from '@diboas/kernel';
import {
  decideLoneInput,
  type LoneInputParts,
  type TellProfileParts,
  tellProfile,
} from '@diboas/orchestration';
import { UsageError } from '../command-line/options.ts';
import { actParts } from '../items/act-parts.ts';

export interface LoneTelling {
  readonly store: LoneInputParts['store'] & TellProfileParts['store'];
  /** With the rules of the nodes, where they have others than those that come with diBoaS. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Decides the same, and writes nothing. */
  readonly isDryRun: boolean;
}

export function tellLone(
  { store, env, isDryRun }: LoneTelling,
  told: Parameters<typeof tellProfile>[1],
): ReturnType<typeof tellProfile> {
  const compliance = createCompliance(readRules(env.COMPLIANCE_RULES));
  const parts = { ...actParts(store, { compliance }), store };
  return tellProfile(
    {
      ...parts,
      async send(input) {
        const [reply] = (await decideLoneInput(parts, input, { isDryRun })).replies;
        assert(reply, 'each input has a reply');
        return reply;
      },
    },
    told,
  );
}

function readRules(text: string | undefined): RuleBook {
  if (text === undefined || text === '') return RULES;
  const read = readRuleBook(parsed(text));
  if (read.ok) return read.value;
  throw new UsageError(`COMPLIANCE_RULES takes rules of compliance as JSON: ${read.issues.join('; ')}.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError('COMPLIANCE_RULES takes rules of compliance as JSON.');
  }
}
