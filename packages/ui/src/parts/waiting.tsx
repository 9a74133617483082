import { useEffect, useState } from 'react';
import { useGiven } from '../given/given.ts';

/**
 * What stands where something is still being fetched: nothing for 200 ms, then shapes of the size of what comes,
 * after 5 s a sentence, after 15 s a way out.
 */
export function Waiting({ rows, onRetry }: { rows: number; onRetry?: () => void }) {
  const { waiting: words } = useGiven().texts;
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((value) => value + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <div className="late" data-waiting>
      <div aria-hidden="true">
        {Array.from({ length: rows }, (_, index) => `row-${index}`).map((key) => (
          <div key={key} className="flex h-16 items-center justify-between border-b border-line">
            <span className="h-3 w-2/5 rounded-full bg-sunken dark:bg-line" />
            <span className="h-3 w-1/5 rounded-full bg-sunken dark:bg-line" />
          </div>
        ))}
      </div>
      <p className="mt-3 flex min-h-6 flex-wrap items-baseline gap-x-2 text-sm text-muted">
        <span>{seconds >= 15 ? words.long : seconds >= 5 ? words.still : ''}</span>
        {seconds >= 15 && onRetry ? (
          <button type="button" className="link tap -my-2.5" onClick={onRetry}>
            {words.retry}
          </button>
        ) : null}
      </p>
    </div>
  );
}
