import type { TransactionView } from '@diboas/protocol';
import { waysOn } from '../../transaction/ways-on.ts';
import { StartButton } from '../../wizard/start-button.tsx';
import { useText } from '../../words/text.ts';

/** Whether it is a journey that stopped on the way, and something can be done about it. */
export function hasWaysOn({ operation, state, legs }: TransactionView): boolean {
  if (operation !== 'JOURNEY' || state !== 'partly_done') return false;
  const { goOn, bringBack } = waysOn(legs);
  return goOn !== null || bringBack !== null;
}

/** What may be done where a journey stopped: on with the rest, or back. Either is priced and confirmed by itself. */
export function WaysOn({ transaction: { id, legs } }: { transaction: TransactionView }) {
  const t = useText();
  const { goOn, bringBack } = waysOn(legs);
  const journey = { type: 'journey_chosen', journey: id } as const;
  return (
    <div className="no-print flex flex-col gap-3 pt-2" data-ways-on>
      {goOn ? (
        <StartButton
          wizard="go_on"
          answers={[journey, { type: 'way_chosen', way: 'go_on' }]}
          words={t('goOn.way.go_on')}
        />
      ) : null}
      {bringBack ? (
        <StartButton
          wizard="go_on"
          kind="quiet"
          answers={[journey, { type: 'way_chosen', way: 'bring_back' }]}
          words={t('goOn.way.bring_back')}
        />
      ) : null}
      <p className="text-sm text-muted">{t('goOn.asked')}</p>
    </div>
  );
}
