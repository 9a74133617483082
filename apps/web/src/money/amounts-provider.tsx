import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { keep, readKept } from '../first/capabilities.ts';
import { AmountsContext, useAmounts } from './amounts-context.ts';

const KEPT_AS = 'diboas.amounts';
const HIDDEN = 'hidden';

/**
 * Keeps on this device whether its person wants amounts hidden from whoever looks at the screen with them. A browser
 * that keeps nothing hides them until the page is loaded again.
 */
export function AmountsProvider({ children }: { children: ReactNode }) {
  const [areHidden, setHidden] = useState(() => readKept(KEPT_AS) === HIDDEN);
  useEffect(() => {
    const follow = ({ key, newValue }: StorageEvent): void => {
      if (key === KEPT_AS || key === null) setHidden(newValue === HIDDEN);
    };
    window.addEventListener('storage', follow);
    return () => window.removeEventListener('storage', follow);
  }, []);
  const amounts = useMemo(
    () => ({
      areHidden,
      hide: (hidden: boolean): void => {
        keep(KEPT_AS, hidden ? HIDDEN : null);
        setHidden(hidden);
      },
    }),
    [areHidden],
  );
  return <AmountsContext value={amounts}>{children}</AmountsContext>;
}

/** Around what a person is asked to agree to: nobody may agree to a price that they cannot see. */
export function ShownAmounts({ children }: { children: ReactNode }) {
  const { hide } = useAmounts();
  const shown = useMemo(() => ({ areHidden: false, hide }), [hide]);
  return <AmountsContext value={shown}>{children}</AmountsContext>;
}
