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
    <span className="inline-flex items-center gap-1">
      <span className="font-mono text-sm">
        {inGroups(value).map((group) => (
          <span key={group.at} className="inline-block whitespace-nowrap">
            {group.last || group.text.endsWith('-') ? group.text : `${group.text}\u2009`}
          </span>
        ))}
      </span>
      <button
        type="button"
        className="no-print inline-flex size-11 items-center justify-center rounded-(--radius-control) text-muted hover:text-ink"
        aria-label={t('copy.label', { label })}
        onClick={() => void copy()}
      >
        <Copy className="size-4" aria-hidden="true" />
      </button>
    </span>
  );
}

/** Groups that the text has already (DB-7K2M-4QXP) are kept; anything longer is cut into fours. */
export function inGroups(value: string): readonly { text: string; at: number; last: boolean }[] {
  const pieces =
    value.includes('-') && value.length <= 16 ? value.split(/(?<=-)/) : (value.match(/.{1,4}/gs) ?? []);
  let at = 0;
  return pieces.map((text, index) => {
    const group = { text, at, last: index === pieces.length - 1 };
    at += text.length;
    return group;
  });
}
