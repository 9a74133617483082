import { ChoiceList } from '@diboas/ui';
import { ADD_FUNDS_ARRIVALS } from '@diboas/wizards';
import { useState } from 'react';
import { networkName } from '../../transaction/place-text.ts';
import { useText } from '../../words/text.ts';
import type { AddStepProps } from './add-step.ts';
import { boughtIn } from './quote-request.ts';

const NAME = 'goods';

/** What arrives, for who wants something else than digital dollars: folded away until it is wanted. */
export function GoodsAside({ state, take }: Pick<AddStepProps, 'state' | 'take'>) {
  const t = useText();
  const [standard] = ADD_FUNDS_ARRIVALS;
  const [chosen, setChosen] = useState(state.goods ?? standard);
  const choices = ADD_FUNDS_ARRIVALS.map((value) => {
    const { asset, network } = boughtIn(value);
    return { value, words: t('add.goods.on', { asset, network: networkName(network) }) };
  });
  return (
    <details open={(state.goods ?? standard) !== standard} data-aside={NAME}>
      <summary className="link tap">{t('add.goods.more')}</summary>
      <ChoiceList
        name={NAME}
        legend={t('add.goods.title')}
        choices={choices}
        chosen={chosen}
        fault={null}
        onChoose={(goods) => {
          setChosen(goods);
          void take({ type: 'goods_chosen', goods });
        }}
      />
    </details>
  );
}
