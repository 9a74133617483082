import { type Tab, TabBar } from '@diboas/ui';
import { useLocation } from '@tanstack/react-router';
import { ArrowDownToLine, House, ListOrdered, UsersRound } from 'lucide-react';
import { FLOWS } from '../wizard/flow.ts';
import { type Text, useText } from '../words/text.ts';

/** The places that the app of a signed-in person is found by. */
export function tabsOf(t: Text): readonly Tab[] {
  return [
    { to: '/', words: t('nav.home'), alone: true, Icon: House },
    { to: '/receive', words: t('nav.receive'), Icon: ArrowDownToLine },
    { to: '/recipients', words: t('nav.recipients'), Icon: UsersRound },
    { to: '/transactions', words: t('nav.transactions'), Icon: ListOrdered },
  ];
}

const FLOW_ROOTS = Object.values(FLOWS).map(({ path }) => path.slice(0, path.indexOf('$')));

/** The way around below the page of a phone. A flow has a bar of its own there, and one way back. */
export function BottomTabs() {
  const t = useText();
  const isInFlow = useLocation({
    select: ({ pathname }) => FLOW_ROOTS.some((root) => pathname.startsWith(root)),
  });
  if (isInFlow) return null;
  return (
    <div className="bottom-tabs">
      <TabBar label={t('nav.label')} places={tabsOf(t)} />
    </div>
  );
}
