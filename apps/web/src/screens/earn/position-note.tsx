import type { PositionView } from '@diboas/protocol';
import { isZero } from '../../money/money-text.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { beyondBooks } from '../../positions/earned.ts';
import { networkName } from '../../transaction/place-text.ts';
import { useText } from '../../words/text.ts';

/** What a position earned so far, that it is worth less now, or that it is being taken out. */
export function PositionNote({ position }: { position: PositionView }) {
  const t = useText();
  const money = useMoneyText();
  const { earned, network, worth, stopping } = position;
  const beyond = beyondBooks(position);
  const isLess = beyond?.amount.startsWith('-') === true;
  return (
    <span className="flex flex-wrap gap-x-4">
      <span>{t('earn.onNetwork', { network: networkName(network) })}</span>
      {stopping ? (
        <span>{t('earn.stopping')}</span>
      ) : isLess && worth ? (
        <span className="text-loss" data-loss>
          {t('earn.worthLess', { worth: money(worth.value) })}
        </span>
      ) : (
        <span>
          {isZero(earned.amount) ? t('earn.nothingYet') : t('earn.soFar', { earned: money(earned) })}
        </span>
      )}
    </span>
  );
}
