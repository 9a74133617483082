import type { Tab } from '@diboas/ui';
import { ArrowDownToLine, ChartLine, House, ListOrdered, Sprout } from 'lucide-react';
import type { Text } from '../words/text.ts';

/** The places that the app of a signed-in person is found by. */
export function tabsOf(t: Text): readonly Tab[] {
  return [
    { to: '/', words: t('nav.home'), alone: true, Icon: House },
    { to: '/invest', words: t('nav.invest'), Icon: ChartLine },
    { to: '/earn', words: t('nav.earn'), Icon: Sprout },
    { to: '/receive', words: t('nav.receive'), Icon: ArrowDownToLine },
    { to: '/transactions', words: t('nav.transactions'), Icon: ListOrdered },
  ];
}
