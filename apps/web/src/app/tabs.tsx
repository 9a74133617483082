import type { Tab } from '@diboas/ui';
import { ArrowDownToLine, ChartLine, House, ListOrdered, UsersRound } from 'lucide-react';
import type { Text } from '../words/text.ts';

/** The places that the app of a signed-in person is found by. */
export function tabsOf(t: Text): readonly Tab[] {
  return [
    { to: '/', words: t('nav.home'), alone: true, Icon: House },
    { to: '/invest', words: t('nav.invest'), Icon: ChartLine },
    { to: '/receive', words: t('nav.receive'), Icon: ArrowDownToLine },
    { to: '/recipients', words: t('nav.recipients'), Icon: UsersRound },
    { to: '/transactions', words: t('nav.transactions'), Icon: ListOrdered },
  ];
}
