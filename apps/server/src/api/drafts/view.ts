import { assert, formatInstant } from '@diboas/kernel';
import type { Draft } from '@diboas/orchestration';
import { type DraftView, draftView } from '@diboas/protocol';

/**
 * A draft as its owner sees it. Null where the table of its wizard has changed since it was kept, so that nobody can go
 * on with it: one of those must not keep its owner from all the others.
 */
export function readDraft({ customerId: _, ...draft }: Draft): DraftView | null {
  const read = draftView.safeParse({
    ...draft,
    createdAt: formatInstant(draft.createdAt),
    updatedAt: formatInstant(draft.updatedAt),
    expiresAt: formatInstant(draft.expiresAt),
  });
  return read.success ? read.data : null;
}

/** The same, of a draft that was made by today's table. */
export function showDraft(draft: Draft): DraftView {
  const view = readDraft(draft);
  assert(view !== null, 'what a wizard makes is of its own table', { wizard: draft.wizard });
  return view;
}
