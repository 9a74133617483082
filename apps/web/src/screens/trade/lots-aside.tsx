import { type Asset, formatMoney, money, parseMoney } from '@diboas/kernel';
import type { AssetLotsView, LotView, TradedView } from '@diboas/protocol';
import { ChoiceList } from '@diboas/ui';
import { type DraftedLots, LOT_ORDERS, PICKED_MAX, readLots, writeLots } from '@diboas/wizards';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { LotWords, methodText, methodTitle } from '../../lots/lot-list.tsx';
import { lotsQuery } from '../../lots/lots-query.ts';
import { useMoneyText } from '../../money/use-money-text.ts';
import { useServices } from '../../services/services.ts';
import type { StepPropsOf } from '../../wizard/wizard-step.ts';
import { useText } from '../../words/text.ts';

const NAME = 'lots';

type Given = Pick<StepPropsOf<'sell'>, 'state' | 'take'>;

/** Which lots go, for who wants others than the method of the coin takes: folded away until it is wanted. */
export function LotsAside({ coin, state, take }: Given & { coin: TradedView }) {
  const t = useText();
  const { call } = useServices();
  const { data } = useQuery(lotsQuery(call));
  const held = data?.items.find(({ asset }) => asset === coin);
  const begun = readLots(state.lots);
  const [chosen, setChosen] = useState(kindOf(begun));
  const [picked, setPicked] = useState(typeof begun === 'string' || begun === null ? [] : begun);
  // Where cost is averaged, no lot has a cost of its own.
  if (!held || held.count < 2 || held.method === 'average') return null;
  const say = (lots: DraftedLots | null) => void take({ type: 'lots_chosen', lots: writeLots(lots) });
  const choices = [
    { value: 'usual', words: t('lots.aside.usual', { method: methodText(held.method, t) }) },
    ...LOT_ORDERS.filter((one) => one !== held.method).map((one) => ({
      ...{ value: one, words: methodTitle(one, t), note: t('lots.aside.once') },
    })),
    { value: 'pick', words: t('lots.aside.pick'), note: t('lots.aside.pickNote') },
  ];
  return (
    <details open={begun !== null} data-aside={NAME}>
      <summary className="link tap">{t('lots.aside.more')}</summary>
      <ChoiceList
        name={NAME}
        legend={t('lots.aside.title')}
        choices={choices}
        chosen={chosen}
        fault={null}
        onChoose={(kind) => {
          setChosen(kind);
          if (kind === 'pick') say(picked.length > 0 ? picked : null);
          else say(LOT_ORDERS.find((one) => one === kind) ?? null);
        }}
      />
      {chosen === 'pick' ? (
        <PickLots
          held={held}
          picked={picked}
          wanted={state.amount}
          onPick={(ids) => {
            setPicked(ids);
            say(ids.length > 0 ? ids : null);
          }}
        />
      ) : null}
    </details>
  );
}

function kindOf(lots: DraftedLots | null): string {
  if (lots === null) return 'usual';
  return typeof lots === 'string' ? lots : 'pick';
}

/** Each lot, to be ticked; and how far what is ticked comes of what is sold. */
function PickLots({
  held: { asset, lots },
  picked,
  wanted,
  onPick,
}: {
  held: Pick<AssetLotsView, 'asset' | 'lots'>;
  picked: readonly string[];
  /** How much is sold. */
  wanted: string | null;
  onPick: (ids: readonly string[]) => void;
}) {
  const t = useText();
  const text = useMoneyText();
  const there = sumOf(
    asset,
    lots.filter(({ id }) => picked.includes(id)),
  );
  const isFull = picked.length >= PICKED_MAX;
  return (
    <fieldset className="pt-3">
      <legend className="visually-hidden">{t('lots.aside.pick')}</legend>
      <ul className="statement-edge">
        {lots.map((lot) => (
          <li key={`${lot.id} ${lot.network}`} className="border-b border-line">
            <label className="flex min-h-14 cursor-pointer items-center gap-4 py-3">
              <input
                type="checkbox"
                className="size-5 shrink-0 accent-brand"
                checked={picked.includes(lot.id)}
                disabled={isFull && !picked.includes(lot.id)}
                onChange={({ target: { checked } }) =>
                  onPick(checked ? [...picked, lot.id] : picked.filter((one) => one !== lot.id))
                }
              />
              <span className="min-w-0 flex-1">
                <LotWords lot={lot} />
              </span>
            </label>
          </li>
        ))}
      </ul>
      <p className="pt-3 text-sm text-muted" aria-live="polite" data-picked>
        {wanted === null
          ? ''
          : t('lots.aside.picked', {
              picked: text({ asset, amount: there }, { exact: true }),
              amount: text({ asset, amount: wanted }, { exact: true }),
            })}
      </p>
    </fieldset>
  );
}

function sumOf(asset: Asset, lots: readonly Pick<LotView, 'quantity'>[]): string {
  const units = lots.reduce((sum, { quantity }) => {
    const read = parseMoney(asset, quantity.amount);
    return read.ok ? sum + read.value.units : sum;
  }, 0n);
  return formatMoney(money(asset, units));
}
