import clsx from 'clsx';
import type { ReactNode } from 'react';

/**
 * A button that keeps its place, its width and the focus while its act is under way. It is `aria-disabled`, not
 * disabled, so that nobody's focus falls off the page; presses meanwhile do nothing.
 */
export function BusyButton({
  busy,
  busyText,
  children,
  kind = 'brand',
  className,
  ...rest
}: {
  busy: boolean;
  busyText: string;
  children: ReactNode;
  kind?: 'brand' | 'quiet';
  className?: string;
  type?: 'submit' | 'button';
  onClick?: () => void;
}) {
  const { type = 'submit', onClick } = rest;
  return (
    <button
      type={type}
      className={clsx('button', kind === 'brand' ? 'button-brand' : 'button-quiet', className)}
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.();
      }}
    >
      <span className="grid items-center">
        <span className={clsx('col-start-1 row-start-1', busy && 'invisible')} aria-hidden={busy}>
          {children}
        </span>
        <span className={clsx('col-start-1 row-start-1', !busy && 'invisible')} aria-hidden={!busy}>
          {busyText}
        </span>
      </span>
    </button>
  );
}
