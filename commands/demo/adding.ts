// How Ana adds money in the demo.
import type { DemoStage } from './stage.ts';

/** What is added, and where it arrives. */
export const ADDED = { currency: 'USD', asset: 'USDC', network: 'solana' } as const;

interface Added {
  readonly method: 'card' | 'bank';
  readonly amount: string;
}

export function adding(added: Added) {
  return { operation: 'ADD_FUNDS', ...added, ...ADDED } as const;
}

/** Adds, pays on the provider's page, and waits for the end. */
export async function add(
  { begin, pay, comesTo }: DemoStage,
  { endsIn = 'completed', ...added }: Added & { readonly endsIn?: 'completed' | 'returning' },
): Promise<boolean> {
  const { id } = await begin(adding(added));
  await pay(id);
  return await comesTo(id, endsIn);
}
