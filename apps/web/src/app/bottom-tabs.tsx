import { TabBar } from '@diboas/ui';
import { useLocation } from '@tanstack/react-router';
import { FLOWS } from '../wizard/flow.ts';
import { useText } from '../words/text.ts';
import { tabsOf } from './tabs.tsx';

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
