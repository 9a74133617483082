import clsx from 'clsx';
import type { ReactNode } from 'react';

/** A column of figures as a statement sets it: words left, figures right, hairlines between. */
export function Figures({ children, className }: { children: ReactNode; className?: string }) {
  return <dl className={clsx('statement-edge', className)}>{children}</dl>;
}

export function Figure({
  label,
  note,
  children,
  strong = false,
  subtotal = false,
  within = false,
  below = false,
}: {
  label: ReactNode;
  note?: ReactNode;
  children: ReactNode;
  /** A total, under a double rule. */
  strong?: boolean;
  /** What the lines above add up to, though not yet the whole. */
  subtotal?: boolean;
  /** A part of what the line above tells. */
  within?: boolean;
  /** What is long and read from the left, on lines of its own. */
  below?: boolean;
}) {
  return (
    <div
      className={clsx(
        'flex flex-wrap items-baseline justify-between gap-x-6 py-3',
        strong ? 'rule-double text-xl font-semibold tracking-tight' : 'border-line first:border-0',
        within ? 'pl-4 text-sm text-muted' : !strong && 'border-t',
        subtotal && 'border-control! font-semibold',
      )}
    >
      <dt className="min-w-0">{label}</dt>
      <dd className={clsx('min-w-0', below ? 'basis-full pt-1' : 'ml-auto text-right')}>{children}</dd>
      {note ? (
        <dd className="mt-0.5 basis-full has-[.tap]:-mt-2 text-sm font-normal tracking-normal text-muted">
          {note}
        </dd>
      ) : null}
    </div>
  );
}
