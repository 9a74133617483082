import { accept, refuse } from '@diboas/kernel';
import type { Name } from '../plan/name.ts';
import type { Kind } from '../plan/plan.ts';

const FOLDER = 'docs/decisions';

/** A choice that had a serious alternative: docs/decisions/NNNN-name.md. */
export const decisionKind: Kind = {
  kind: 'decision',
  plan(name, tree) {
    const there = tree.list(`${FOLDER}/*.md`).map((path) => path.slice(FOLDER.length + 1, -'.md'.length));
    const same = there.find((one) => one.slice(5) === name.kebab);
    if (same !== undefined) return refuse(`There is a decision of this name: ${FOLDER}/${same}.md.`);
    const number = Math.max(0, ...there.map((one) => Number.parseInt(one, 10))) + 1;
    const path = `${FOLDER}/${String(number).padStart(4, '0')}-${name.kebab}.md`;
    return accept({
      files: [{ path, text: textOf(number, name) }],
      changes: [],
      tests: [],
      next: [`Say the choice, what else there was, why, and what it costs: ${path}.`],
    });
  },
};

const textOf = (number: number, { words }: Name) => `# ${number}. ${words}

**Choice.** What is done, in the words of docs/glossary.md, so that somebody who reads only this paragraph can follow it.

**Alternatives.** What else was serious, each with what spoke against it.

**Why.** The figure, the fault or the rule that decided.

**Cost.** What is given up, and what would make us choose again.
`;
