import type { ChartTexts, PointText } from './chart-texts.ts';
import type { PlottedPoint } from './plot.ts';

/** Every point of a chart in words, the oldest first. */
export function ChartTable({
  label,
  points,
  told,
  words,
}: {
  label: string;
  points: readonly PlottedPoint[];
  told: readonly PointText[];
  words: ChartTexts;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard (WCAG 2.1.1)
    <section aria-label={label} tabIndex={0} className="max-h-80 overflow-auto border-y border-line">
      <table className="w-full text-sm" data-chart-table>
        <thead className="sticky top-0 bg-paper text-muted">
          <tr>
            <th scope="col" className="py-2 text-left font-normal">
              {words.when}
            </th>
            <th scope="col" className="py-2 text-right font-normal">
              {words.value}
            </th>
          </tr>
        </thead>
        <tbody>
          {told.map(({ when, value }, place) => (
            <tr key={points[place]?.x} className="border-t border-line">
              <th scope="row" className="py-2 text-left font-normal">
                {when}
              </th>
              <td className="py-2 text-right">{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
