import clsx from 'clsx';

/** How far back something goes, to be chosen from few. */
export function RangeChoice<Range extends string>({
  label,
  ranges,
  chosen,
  onChoose,
}: {
  label: string;
  /** `short` is shown, and said with `name`: who speaks to the page says what they see. */
  ranges: readonly { readonly range: Range; readonly short: string; readonly name: string }[];
  chosen: Range;
  onChoose: (range: Range) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a row of equal parts everywhere
    <div role="group" aria-label={label} className="flex max-w-96">
      {ranges.map(({ range, short, name }) => (
        <button
          key={range}
          type="button"
          aria-label={`${short}: ${name}`}
          aria-pressed={range === chosen}
          className={clsx(
            'min-h-11 flex-1 cursor-pointer rounded-(--radius-control) text-sm transition-colors duration-120 hover:bg-sunken',
            range === chosen
              ? 'border border-control font-semibold text-ink'
              : 'border border-transparent text-muted',
          )}
          onClick={() => onChoose(range)}
        >
          {short}
        </button>
      ))}
    </div>
  );
}
