import clsx from 'clsx';
import { inGroups } from './groups.ts';

/**
 * A text in groups that never break inside, set apart by a gap and not by a letter: so it shows in every face and is not
 * copied with the text.
 */
export function Grouped({ value, marked = [] }: { value: string; marked?: readonly number[] }) {
  return inGroups(value).map((group) => (
    <span
      key={group.at}
      className={clsx(
        'inline-block whitespace-nowrap',
        !group.last && !/[-_]$/.test(group.text) && 'mr-[0.5ch]',
      )}
    >
      {marked.length === 0 ? group.text : <Letters text={group.text} from={group.at} marked={marked} />}
    </span>
  ));
}

/** Those of its letters that differ from another text stand out, by weight and a line, and not by colour alone. */
function Letters({ text, from, marked }: { text: string; from: number; marked: readonly number[] }) {
  const letters = [...text].map((letter, index) => ({ letter, at: from + index }));
  return letters.map(({ letter, at }) =>
    marked.includes(at) ? (
      <mark
        key={at}
        className="bg-transparent font-semibold text-warn underline decoration-2 underline-offset-4"
      >
        {letter}
      </mark>
    ) : (
      <span key={at}>{letter}</span>
    ),
  );
}
