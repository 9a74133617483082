import { type Outcome, refuse } from '@diboas/kernel';
import { NEW_KINDS } from './kinds/kinds.ts';
import { parseName } from './plan/name.ts';
import { checkPlan, type Plan, type ProjectTree } from './plan/plan.ts';

export interface NewRefusal {
  /** Whether the words that were typed are wrong, or what they ask for cannot be made here. */
  readonly of: 'words' | 'tree';
  readonly sentence: string;
}

/** What is to be written for `npm run new -- KIND NAME`. Nothing is, before all of it is found to be possible. */
export function planNew(typed: readonly string[], tree: ProjectTree): Outcome<Plan, NewRefusal> {
  const options = typed.filter((word) => word.startsWith('--'));
  const [kindName = '', nameText, ...others] = typed.filter((word) => !options.includes(word));
  const words = (sentence: string) => refuse<NewRefusal>({ of: 'words', sentence });
  const kind = NEW_KINDS.find((one) => one.kind === kindName);
  if (kind === undefined) {
    const kinds = NEW_KINDS.map((one) => one.kind).join(', ');
    return words(`There can be one more of: ${kinds}; not of "${kindName}".`);
  }
  if (nameText === undefined || others.length > 0) return words('It takes a kind and one name.');
  const foreign = options.find((option) => !kind.options?.includes(option));
  if (foreign !== undefined) return words(`One more ${kindName} takes no ${foreign}.`);
  const name = parseName(nameText);
  if (!name.ok) return words(name.refusal);
  const planned = kind.plan(name.value, tree, new Set(options));
  const plan = planned.ok ? checkPlan(planned.value, tree) : planned;
  return plan.ok ? plan : refuse({ of: 'tree', sentence: plan.refusal });
}
