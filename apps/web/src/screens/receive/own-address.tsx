import { CopyBlock, Figure, Figures, Note, QrCode } from '@diboas/ui';
import { ExactMoney } from '../../money/money.tsx';
import { networkName } from '../../transaction/place-text.ts';
import { useText } from '../../words/text.ts';
import type { Receivable } from './receivable.ts';

/** The person's own address on a network: to be scanned, copied and compared, with what may be sent there. */
export function OwnAddress({ receivable: { asset, least, at } }: { receivable: Receivable }) {
  const t = useText();
  const values = { asset, network: networkName(at.network) };
  const label = t('receive.address', values);
  return (
    <div className="flex flex-col gap-6">
      <Note tone="act" text={t('receive.warning', values)} />
      <section aria-label={label} className="flex flex-col items-center gap-6">
        <QrCode text={at.address} label={t('receive.qr', values)} />
        <div className="w-full">
          <p className="pb-1 text-sm text-muted">{label}</p>
          <CopyBlock value={at.address} label={label}>
            {t('receive.copy')}
          </CopyBlock>
        </div>
      </section>
      <Figures>
        <Figure label={t('receive.only')} note={t('receive.onlyNote')}>
          {t('receive.on', values)}
        </Figure>
        {least ? (
          <Figure label={t('receive.least')} note={t('receive.leastNote')}>
            <ExactMoney value={least} />
          </Figure>
        ) : null}
        <Figure label={t('receive.fee')} note={t('receive.feeNote')}>
          {t('receive.costs.nothing')}
        </Figure>
      </Figures>
      <p className="text-sm text-muted">{`${t(`receive.counts.${at.confirmations}`)} ${t('receive.shows')}`}</p>
    </div>
  );
}
