import clsx from 'clsx';
import { Copy } from 'lucide-react';
import { useServices } from '../app/services.ts';
import { useText } from '../app/text.ts';

/** A reference in groups of four that never break inside, with a button that copies the whole and says so. */
export function CopyText({ value, label }: { value: string; label: string }) {
  const { announcer } = useServices();
  const t = useText();
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value);
      announcer.say(t('copy.done', { label }));
    } catch {
      announcer.say(t('copy.failed', { label }));
    }
  };
  return (
    <span className="inline-flex max-w-full items-center gap-1">
      <span className="min-w-0 font-mono text-sm">
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
        aria-label={t('copy.label', { label })}
        onClick={() => void copy()}
      >
        <Copy className="size-4" aria-hidden="true" />
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
