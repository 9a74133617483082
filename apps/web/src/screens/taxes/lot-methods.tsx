import type { CallRefusal } from '@diboas/client';
import { type AssetLotsView, type LotMethodView, lotMethod } from '@diboas/protocol';
import { ChoiceList, Note, useAnnouncer } from '@diboas/ui';
import { useState } from 'react';
import { Gain } from '../../lots/gain.tsx';
import { methodText, methodTitle } from '../../lots/lot-list.tsx';
import { lotsKey } from '../../lots/lots-query.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { refusalText } from '../../parts/refusal-text.ts';
import { useServices } from '../../services/services.ts';
import { useText } from '../../words/text.ts';

/** Which lots of each coin that is held go first, and what that would change if half of it were sold now. */
export function LotMethods({ items }: { items: readonly AssetLotsView[] }) {
  const t = useText();
  if (items.length === 0) return null;
  return (
    <section aria-labelledby="lot-methods" className="flex flex-col gap-3">
      <h2 id="lot-methods" className="text-lg font-semibold">
        {t('taxes.methods')}
      </h2>
      <p className="text-muted">{t('taxes.methods.text')}</p>
      <div className="statement-edge">
        {items.map((held) => (
          <OfCoin key={held.asset} held={held} />
        ))}
      </div>
    </section>
  );
}

function OfCoin({ held: { asset, method, half } }: { held: AssetLotsView }) {
  const t = useText();
  const money = useMoneyText();
  const announcer = useAnnouncer();
  const { call, queryClient } = useServices();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  // What was pressed, until it is known to be so or not.
  const [wanted, setWanted] = useState<LotMethodView | null>(null);
  const choose = async (picked: LotMethodView): Promise<void> => {
    setWanted(picked);
    const outcome = await call('chooseLotMethod', { params: { asset }, body: { method: picked } });
    setRefusal(outcome.ok ? null : outcome.refusal);
    if (outcome.ok) announcer.say(t('taxes.methods.saved', { coin: asset, method: methodText(picked, t) }));
    await queryClient.invalidateQueries({ queryKey: lotsKey });
    // Another may have been pressed since.
    setWanted((now) => (now === picked ? null : now));
  };
  const gainBy = (one: LotMethodView) => half?.gains.find((by) => by.method === one)?.gain ?? null;
  return (
    <details className="border-b border-line py-2" data-method={asset}>
      <summary className="tap flex flex-wrap items-baseline justify-between gap-x-4">
        <span className="font-semibold">{t(`asset.${asset}`)}</span>
        <span className="link">{methodText(method, t)}</span>
      </summary>
      {half ? (
        <p className="py-2 text-sm text-muted">
          {t('taxes.methods.half', { quantity: money(half.quantity) })}
        </p>
      ) : null}
      <ChoiceList
        name={`method-${asset}`}
        legend={t('taxes.methods.of', { coin: t(`asset.${asset}`) })}
        choices={lotMethod.options.map((value) => {
          const gain = gainBy(value);
          const choice = { value, words: methodTitle(value, t), note: t(`lots.methodNote.${value}`) };
          return gain ? { ...choice, figure: <Gain value={gain} hasLabel={false} /> } : choice;
        })}
        chosen={wanted ?? method}
        fault={null}
        onChoose={(picked) => void choose(picked)}
      />
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
    </details>
  );
}
