import { type RuleBook, readRuleBook } from '@diboas/compliance';
import * as z from 'zod';

/** The rules of compliance as JSON. A refusal says which of them are wrong. */
export const complianceRules = z.string().transform((text, context): RuleBook => {
  const read = readRuleBook(parsed(text));
  if (read.ok) return read.value;
  for (const issue of read.issues) context.addIssue(`must be rules of compliance as JSON: ${issue}`);
  return z.NEVER;
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is refused as rules that lack everything.
    return null;
  }
}
