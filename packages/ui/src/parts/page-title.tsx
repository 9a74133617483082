import clsx from 'clsx';
import { type ReactNode, useEffect, useRef } from 'react';
import { useGiven } from '../given/given.ts';
import { WithAddresses } from '../text/with-addresses.tsx';

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
  const { announcer, visit, texts } = useGiven();
  const shown = useRef(false);
  useEffect(() => {
    const act = (): void => {
      visit.current = true;
    };
    const kinds = ['click', 'pointerdown', 'keydown', 'popstate'] as const;
    for (const kind of kinds) window.addEventListener(kind, act, { capture: true });
    return () => {
      for (const kind of kinds) window.removeEventListener(kind, act, { capture: true });
    };
  }, [visit]);
  useEffect(() => {
    if (passing || shown.current) return;
    shown.current = true;
    if (!visit.current) return;
    heading.current?.focus();
    announcer.read(children);
  }, [visit, announcer, passing, children]);
  useEffect(() => {
    document.title = `${error ? `${error} ` : ''}${children} - ${texts.appName}`;
  }, [children, error, texts]);
  return (
    <h1 ref={heading} tabIndex={-1} className={clsx(className ?? 'text-2xl font-semibold tracking-tight')}>
      <WithAddresses text={children} />
    </h1>
  );
}

export function Eyebrow({ children }: { children: ReactNode }) {
  return <p className="text-sm text-muted">{children}</p>;
}
