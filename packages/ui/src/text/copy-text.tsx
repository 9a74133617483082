import clsx from 'clsx';
import { Check, Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useGiven } from '../given/given.ts';

/** How long the button shows that it has copied. */
const SHOWN_MS = 2_000;

/** A reference in groups of four that never break inside, with a button that copies the whole and says and shows so. */
export function CopyText({ value, label }: { value: string; label: string }) {
  const {
    announcer,
    texts: { copy: words },
  } = useGiven();
  const [copiedTimes, setCopiedTimes] = useState(0);
  const [isFresh, setIsFresh] = useState(false);
  const shown = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (copiedTimes === 0) return;
    setIsFresh(true);
    const timer = setTimeout(() => setIsFresh(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copiedTimes]);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value);
      setCopiedTimes((times) => times + 1);
      announcer.say(words.done(label));
    } catch {
      // It is marked, so that one's own way of copying takes the whole of it.
      if (shown.current) window.getSelection()?.selectAllChildren(shown.current);
      announcer.say(words.failed(label));
    }
  };
  const Icon = isFresh ? Check : Copy;
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <span ref={shown} className="min-w-0 font-mono text-sm">
        {inGroups(value).map((group) => (
          // A gap and not a letter, so that it shows in every face and is not copied with the text.
          <span
            key={group.at}
            className={clsx(
              'inline-block whitespace-nowrap',
              !group.last && !/[-_]$/.test(group.text) && 'mr-[0.5ch]',
            )}
          >
            {group.text}
          </span>
        ))}
      </span>
      <button
        type="button"
        className="no-print inline-flex size-11 shrink-0 items-center justify-center rounded-(--radius-control) text-muted hover:text-ink"
        aria-label={words.offer(label)}
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

/** Groups that the text has already (DB-7K2M-4QXP, the prefix cos_) are kept; anything longer is cut into fours. */
export function inGroups(value: string): readonly { text: string; at: number; last: boolean }[] {
  const [, prefix = '', rest = value] = /^([a-z]{2,8}_)(.+)$/s.exec(value) ?? [];
  const pieces =
    value.includes('-') && value.length <= 16
      ? value.split(/(?<=-)/)
      : [...(prefix === '' ? [] : [prefix]), ...(rest.match(/.{1,4}/gs) ?? [])];
  let at = 0;
  return pieces.map((text, index) => {
    const group = { text, at, last: index === pieces.length - 1 };
    at += text.length;
    return group;
  });
}
