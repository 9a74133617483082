import clsx from 'clsx';
import { CircleAlert, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSaid } from '../given/use-said.ts';
import { WithAddresses } from '../text/with-addresses.tsx';

/** `wrong` is red and for faults only; `act` asks for something; `calm` tells what one may want to know. */
export type NoteTone = 'wrong' | 'act' | 'calm';

const TONES: Record<NoteTone, { readonly Icon: LucideIcon; readonly colour: string }> = {
  wrong: { Icon: CircleAlert, colour: 'text-loss' },
  act: { Icon: TriangleAlert, colour: 'text-warn' },
  calm: { Icon: Info, colour: 'text-muted' },
};

/** What came up on a page and is said as it comes, with what one can do about it below. */
export function Note({
  text,
  tone = 'wrong',
  children,
}: {
  text: string;
  tone?: NoteTone;
  children?: ReactNode;
}) {
  useSaid(text);
  const { Icon, colour } = TONES[tone];
  return (
    <div className="flex gap-3 border-y border-line py-4" data-problem>
      <Icon className={clsx('mt-0.5 size-5 shrink-0', colour)} aria-hidden="true" />
      <div className="flex min-w-0 flex-col items-start gap-1">
        <p className="max-w-full">
          <WithAddresses text={text} />
        </p>
        {children ? <div className="has-[.button]:pt-2">{children}</div> : null}
      </div>
    </div>
  );
}
