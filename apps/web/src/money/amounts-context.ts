import { createContext, use } from 'react';

/** Whether amounts are hidden on the screen, and the way to hide or to show them. */
export interface Amounts {
  readonly areHidden: boolean;
  readonly hide: (hidden: boolean) => void;
}

export const AmountsContext = createContext<Amounts>({ areHidden: false, hide: () => undefined });

export function useAmounts(): Amounts {
  return use(AmountsContext);
}
