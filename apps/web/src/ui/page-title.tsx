import clsx from 'clsx';
import { createContext, type ReactNode, use, useEffect, useRef } from 'react';

/** Whether a page was shown before in this visit: the first page never takes the focus, every later one does. */
export const VisitContext = createContext<{ current: boolean }>({ current: false });

/**
 * The page's h1. It takes the focus when its page or step comes up, never afterwards, and the document's title
 * begins with it.
 */
export function PageTitle({
  children,
  className,
  error = null,
  passing = false,
}: {
  children: string;
  className?: string;
  /** Prefixed to the document's title while there is an error on the page. */
  error?: string | null;
  /** It stands in while the page is fetched, so it is not yet the page that takes the focus or ends the first load. */
  passing?: boolean;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const visit = use(VisitContext);
  const shown = useRef(false);
  useEffect(() => {
    if (passing) return;
    if (visit.current && !shown.current) heading.current?.focus();
    visit.current = true;
    shown.current = true;
  }, [visit, passing]);
  useEffect(() => {
    document.title = `${error ? `${error} ` : ''}${children} - diBoaS`;
  }, [children, error]);
  return (
    <h1 ref={heading} tabIndex={-1} className={clsx(className ?? 'text-2xl font-semibold tracking-tight')}>
      {children}
    </h1>
  );
}

export function Eyebrow({ children }: { children: ReactNode }) {
  return <p className="text-sm text-muted">{children}</p>;
}
