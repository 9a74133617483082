import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { WithAddresses } from '../text/with-addresses.tsx';

/** One thing that may be chosen. */
export interface Choice<Value extends string> {
  readonly value: Value;
  readonly icon?: LucideIcon;
  readonly words: string;
  /** What else is to be known of it. */
  readonly note?: string;
  /** What belongs to it, such as what it costs. */
  readonly figure?: ReactNode;
}

/** One of a few, each on a line of its own. Nothing is chosen beforehand. */
export function ChoiceList<Value extends string>({
  name,
  legend,
  choices,
  chosen,
  fault,
  onChoose,
}: {
  name: string;
  legend: string;
  choices: readonly Choice<Value>[];
  chosen: Value | null;
  fault: string | null;
  onChoose: (value: Value) => void;
}) {
  const haveIcons = choices.some(({ icon }) => icon !== undefined);
  return (
    <fieldset aria-describedby={fault ? `${name}-fault` : undefined}>
      <legend className="visually-hidden">{legend}</legend>
      <p id={`${name}-fault`} className="pb-2 text-sm font-semibold text-loss" hidden={!fault}>
        {fault}
      </p>
      <div className="statement-edge @container">
        {choices.map((choice) => (
          <Line
            key={choice.value}
            name={name}
            choice={choice}
            isChosen={chosen === choice.value}
            haveIcons={haveIcons}
            onChoose={() => onChoose(choice.value)}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** Where a fault of the list is put right: at the first of its choices. */
export function firstChoiceId(name: string, choices: readonly Choice<string>[]): string {
  return `${name}-${choices[0]?.value}`;
}

function Line({
  name,
  choice: { value, icon: Icon, words, note, figure },
  isChosen,
  haveIcons,
  onChoose,
}: {
  name: string;
  choice: Choice<string>;
  isChosen: boolean;
  /** Whether any line of the list has one: then the words of all begin behind it. */
  haveIcons: boolean;
  onChoose: () => void;
}) {
  return (
    <label className="choice group min-h-18 cursor-pointer border-b border-line py-3">
      {haveIcons ? <span className="mr-4 size-6 [grid-area:icon]" aria-hidden="true" /> : null}
      {Icon ? (
        <Icon
          className="mr-4 size-6 text-muted [grid-area:icon] transition-colors duration-120 group-hover:text-ink group-has-checked:text-brand"
          aria-hidden="true"
        />
      ) : null}
      <span className="min-w-0 [grid-area:words]">
        <span className="block font-semibold">{words}</span>
        {note ? (
          <span className="block text-sm text-muted">
            <WithAddresses text={note} />
          </span>
        ) : null}
      </span>
      {figure ? (
        <span className="choice-price [grid-area:price]" data-offer={value}>
          {figure}
        </span>
      ) : null}
      <input
        type="radio"
        id={`${name}-${value}`}
        name={name}
        value={value}
        checked={isChosen}
        onChange={onChoose}
        className="ml-4 size-5 appearance-none rounded-full [grid-area:pick] border border-control bg-surface checked:border-6 checked:border-brand"
      />
    </label>
  );
}
