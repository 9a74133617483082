import type { AddFundsStep } from '@diboas/wizards';

const SLUGS: Record<AddFundsStep, string> = {
  amount_selection: 'amount',
  payment_method: 'method',
  fee_confirmation: 'fees',
  final_review: 'review',
  processing: 'processing',
  completion: 'done',
};

/** The step's word in the address. */
export function slugOfStep(step: AddFundsStep): string {
  return SLUGS[step];
}

/** The step that an address asks for; null for a word that is none. */
export function stepOfSlug(slug: string): AddFundsStep | null {
  const found = Object.entries(SLUGS).find(([, word]) => word === slug);
  return found ? (found[0] as AddFundsStep) : null;
}
