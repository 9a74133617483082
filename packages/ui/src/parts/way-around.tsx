import { Link, type LinkProps } from '@tanstack/react-router';
import clsx from 'clsx';
import type { LucideIcon } from 'lucide-react';

/** A place that an app is found by. */
export interface Place {
  readonly to: NonNullable<LinkProps['to']>;
  readonly words: string;
  /** Whether the places below it are others, as they are for the root. */
  readonly alone?: boolean;
}

/** A place with its mark. */
export interface Tab extends Place {
  readonly Icon: LucideIcon;
}

interface Way<Kind extends Place> {
  /** Tells it from other ways around the same page. */
  readonly label: string;
  readonly places: readonly Kind[];
}

/**
 * The way around in the head of a page. Only the page that is shown has a line, on the header's own, so that it is told
 * in forced colours as well.
 */
export function TopNav({ label, places, className }: Way<Place> & { className?: string }) {
  return (
    <nav aria-label={label} className={clsx('flex flex-wrap items-stretch text-sm sm:gap-3', className)}>
      {places.map(({ to, words, alone = false }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: alone }}
          className="relative flex min-h-11 items-center rounded-xs px-2 text-muted transition-colors duration-120 hover:text-ink"
          activeProps={{ className: 'nav-current text-ink! font-semibold', 'aria-current': 'page' }}
        >
          <span>{words}</span>
        </Link>
      ))}
    </nav>
  );
}

/** The same below the page, where a thumb reaches it. A mark and its word share one place to press. */
export function TabBar({ label, places }: Way<Tab>) {
  return (
    <nav aria-label={label} className="tab-bar no-print">
      {places.map(({ to, words, Icon, alone = false }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: alone }}
          className="relative flex min-h-14 min-w-0 flex-col items-center justify-center gap-0.5 rounded-xs text-center text-xs text-muted transition-colors duration-120 hover:text-ink"
          activeProps={{ className: 'tab-current text-ink! font-semibold', 'aria-current': 'page' }}
        >
          <Icon className="size-5 in-[.tab-current]:text-brand" aria-hidden="true" />
          <span className="max-w-full wrap-anywhere">{words}</span>
        </Link>
      ))}
    </nav>
  );
}
