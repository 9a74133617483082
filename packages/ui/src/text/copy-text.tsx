import clsx from 'clsx';
import { Check, Copy } from 'lucide-react';
import { useGiven } from '../given/given.ts';
import { Grouped } from './grouped.tsx';
import { useCopy } from './use-copy.ts';

/** A reference in groups of four that never break inside, with a button that copies the whole and says and shows so. */
export function CopyText({ value, label }: { value: string; label: string }) {
  const { texts } = useGiven();
  const { isFresh, shown, copy } = useCopy({ value, label });
  const Icon = isFresh ? Check : Copy;
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <span ref={shown} className="min-w-0 font-mono text-sm">
        <Grouped value={value} />
      </span>
      <button
        type="button"
        className="no-print inline-flex size-11 shrink-0 items-center justify-center rounded-(--radius-control) text-muted hover:text-ink"
        aria-label={texts.copy.offer(label)}
        onClick={() => void copy()}
      >
        <Icon
          className={clsx('size-4', isFresh && 'text-gain')}
          aria-hidden="true"
          data-copied={isFresh || undefined}
        />
      </button>
    </span>
  );
}
