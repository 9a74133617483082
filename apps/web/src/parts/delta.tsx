import clsx from 'clsx';
import { ArrowDown, ArrowUp, Minus } from 'lucide-react';
import { useText } from '../words/text.ts';

export type Way = 'up' | 'down' | 'same';

/** Which way a decimal figure goes. */
export function deltaWay(figure: string): Way {
  if (!/[1-9]/.test(figure)) return 'same';
  return figure.startsWith('-') ? 'down' : 'up';
}

const ICONS = { up: ArrowUp, down: ArrowDown, same: Minus } as const;

/** A gain or a loss by a shape, a word and last a colour. @param text how much, without a sign */
export function Delta({ way, text }: { way: Way; text: string }) {
  const t = useText();
  const Icon = ICONS[way];
  return (
    <span
      className={clsx(
        'inline-flex items-baseline gap-1',
        way === 'up' && 'text-gain',
        way === 'down' && 'text-loss',
      )}
      data-delta={way}
    >
      <Icon className="size-[0.85em] shrink-0 self-center" aria-hidden="true" />
      <span>{way === 'same' ? t('delta.same') : t(`delta.${way}`, { amount: text })}</span>
    </span>
  );
}
