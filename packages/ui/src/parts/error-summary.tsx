import { CircleAlert } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { useGiven } from '../given/given.ts';

/** What has to be put right before going on, with a way to each field. Takes the focus when it appears. */
export function ErrorSummary({
  fieldId,
  message,
  attempt,
}: {
  fieldId: string;
  message: string;
  attempt: number;
}) {
  const box = useRef<HTMLElement>(null);
  const { texts } = useGiven();
  const titleId = useId();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a second failed try with the same fault takes the focus again.
  useEffect(() => {
    box.current?.focus();
  }, [attempt]);
  return (
    <section
      ref={box}
      tabIndex={-1}
      aria-labelledby={titleId}
      className="flex gap-3 rounded-(--radius-panel) bg-loss-tint p-4"
      data-error-summary
    >
      <CircleAlert className="mt-0.5 size-5 shrink-0 text-loss" aria-hidden="true" />
      <div>
        <h2 id={titleId} className="font-semibold">
          {texts.error.summary}
        </h2>
        <a
          href={`#${fieldId}`}
          className="underline underline-offset-4"
          onClick={(event) => {
            event.preventDefault();
            document.getElementById(fieldId)?.focus();
          }}
        >
          {message}
        </a>
      </div>
    </section>
  );
}
