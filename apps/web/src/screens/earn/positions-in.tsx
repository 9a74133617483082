import { Figure, Figures } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ExactMoney } from '../../money/money.tsx';
import { positionsQuery } from '../../positions/positions-query.ts';
import { useServices } from '../../services/services.ts';
import { formatDate } from '../../time/format-time.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import { PositionNote } from './position-note.tsx';

/** What the person has in one strategy; nothing where that is nothing, or not known. */
export function PositionsIn({ strategy }: { strategy: string }) {
  const { call } = useServices();
  const t = useText();
  const region = useRegion();
  const { data } = useQuery(positionsQuery(call));
  const own = data?.items.filter((one) => one.strategy === strategy) ?? [];
  if (own.length === 0) return null;
  return (
    <section aria-labelledby="own-title" className="flex flex-col gap-3">
      <h2 id="own-title" className="text-lg font-semibold">
        {t('earn.yours')}
      </h2>
      <Figures>
        {own.map((position) => (
          <Figure
            key={position.id}
            label={
              <Link to="/earn/positions/$id" params={{ id: position.id }} className="link tap">
                {t('earn.since', { day: formatDate(position.startedAt, region) })}
              </Link>
            }
            note={<PositionNote position={position} />}
          >
            <ExactMoney value={position.lies} />
          </Figure>
        ))}
      </Figures>
    </section>
  );
}
