import { formatInstant } from '@diboas/kernel';
import type { Draft } from '@diboas/orchestration';
import { type DraftView, draftView } from '@diboas/protocol';

/** A draft as its owner sees it: of a wizard that there is, with a state of that wizard. */
export function showDraft({ customerId: _, ...draft }: Draft): DraftView {
  return draftView.parse({
    ...draft,
    createdAt: formatInstant(draft.createdAt),
    updatedAt: formatInstant(draft.updatedAt),
    expiresAt: formatInstant(draft.expiresAt),
  });
}
