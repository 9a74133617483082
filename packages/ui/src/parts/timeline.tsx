import clsx from 'clsx';

/** One step of a way. */
export interface TimelineStep {
  readonly key: string;
  readonly state: 'done' | 'now' | 'next';
  /** Its state, for whoever does not see its shape. */
  readonly stateWords: string;
  readonly words: string;
  /** What else is to be known of it. */
  readonly note?: string;
  /** Whether it took something away, though it is done. */
  readonly isEnd: boolean;
  /** When it was done, for machines and in words, short and whole. */
  readonly at: { readonly instant: string; readonly short: string; readonly exact: string } | null;
  /** What stands where its time would. */
  readonly mark: string;
}

/** A way in steps, one of them now. Its shape differs as well as its colour. */
export function Timeline({
  label,
  steps,
  turning,
}: {
  label: string;
  steps: readonly TimelineStep[];
  /** Whether what is now goes on by itself. */
  turning: boolean;
}) {
  const current = steps.findIndex(({ state }) => state === 'now');
  return (
    <ol className="@container flex flex-col" aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step.key}
          aria-current={index === current ? 'step' : undefined}
          className="group relative grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3 pb-6 last:pb-0 @[17rem]:grid-cols-[1.5rem_minmax(0,1fr)_auto]"
        >
          {index < steps.length - 1 ? <Way isGone={step.state === 'done'} /> : null}
          <StepShape state={step.state} end={step.isEnd} turning={turning} />
          <span
            className={clsx(step.state === 'now' && 'font-semibold', step.state === 'next' && 'text-muted')}
          >
            <span>{step.words}</span>
            <span className="visually-hidden">{`, ${step.stateWords}`}</span>
            {step.note === undefined ? null : (
              <span className="block text-sm font-normal text-muted">{step.note}</span>
            )}
          </span>
          {step.at ? (
            <time
              className="col-start-2 text-sm leading-[1.55rem] text-muted @[17rem]:col-start-3"
              dateTime={step.at.instant}
              title={step.at.exact}
            >
              {step.at.short}
            </time>
          ) : (
            <span
              className="col-start-2 text-sm leading-[1.55rem] text-muted @[17rem]:col-start-3"
              aria-hidden="true"
            >
              {step.mark}
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

function Way({ isGone }: { isGone: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'absolute top-7 bottom-1 left-3 -ml-px border-l-2',
        isGone ? 'border-brand' : 'border-line border-dashed',
      )}
    />
  );
}

/** A tick in a disc for done, a bar in one for an end that took something away, a ring with a dot for now, an empty ring for next. */
function StepShape({
  state,
  end,
  turning,
}: {
  state: TimelineStep['state'];
  end: boolean;
  turning: boolean;
}) {
  return (
    <svg viewBox="0 0 24 24" className="relative size-6" aria-hidden="true" fill="none">
      {end && state === 'done' ? (
        <>
          <circle cx="12" cy="12" r="9" className="fill-muted" />
          <path d="M8 12h8" className="stroke-paper" strokeWidth="2" strokeLinecap="round" />
        </>
      ) : state === 'done' ? (
        <>
          <circle cx="12" cy="12" r="9" className="fill-brand" />
          <path
            d="m8 12.3 2.8 2.7L16 9.5"
            className="stroke-on-brand"
            strokeWidth="2"
            strokeLinecap="round"
          />
        </>
      ) : state === 'now' ? (
        <>
          <circle cx="12" cy="12" r="9" className="stroke-line" strokeWidth="2" />
          <path
            d="M12 3a9 9 0 0 1 9 9"
            className={clsx('origin-center stroke-brand', turning && 'progress-mark')}
            strokeWidth="2"
            strokeLinecap="round"
          />
          <circle cx="12" cy="12" r="3.5" className="fill-brand" />
        </>
      ) : (
        <circle cx="12" cy="12" r="8" className="stroke-control" strokeWidth="1.5" />
      )}
    </svg>
  );
}
