import clsx from 'clsx';
import { Check, Copy } from 'lucide-react';
import { Grouped } from './grouped.tsx';
import { useCopy } from './use-copy.ts';

/** A long text, such as an address, large enough to be compared letter by letter, and the button that copies the whole. */
export function CopyBlock({
  value,
  label,
  children,
}: {
  value: string;
  /** What it is, as it is spoken. */
  label: string;
  /** What the button says. */
  children: string;
}) {
  const { isFresh, shown, copy } = useCopy({ value, label });
  const Icon = isFresh ? Check : Copy;
  return (
    <div className="flex flex-col gap-4">
      <p className="font-mono text-xl leading-relaxed">
        <span ref={shown} data-copies={label}>
          <Grouped value={value} />
        </span>
      </p>
      <button type="button" className="no-print button button-brand w-full" onClick={() => void copy()}>
        <Icon className="size-5" aria-hidden="true" data-copied={isFresh || undefined} />
        <span className={clsx(isFresh && 'opacity-80')}>{children}</span>
      </button>
    </div>
  );
}
