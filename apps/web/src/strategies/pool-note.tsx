import { useText } from '../words/text.ts';
import { useStrategy } from './strategy-question.tsx';

/** What can only go wrong where others trade of what is put in: told before anybody agrees to it. */
const OF_POOLS = ['moves_against_keeping', 'leaves_its_range'] as const;

/** Nothing where the strategy is none of a pool. */
export function PoolNote({ strategy: id }: { strategy: string | null }) {
  const t = useText();
  const strategy = useStrategy(id);
  const told = OF_POOLS.filter((danger) => strategy?.risk?.whatCanGoWrong.includes(danger));
  if (told.length === 0) return null;
  return (
    <div className="flex flex-col gap-2 border-y border-line py-4 text-sm" data-pool-note>
      {told.map((danger) => (
        <p key={danger}>{t(`danger.${danger}`)}</p>
      ))}
    </div>
  );
}
