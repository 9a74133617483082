import { TopNav } from '@diboas/ui';
import { Link } from '@tanstack/react-router';
import clsx from 'clsx';
import type { ReactNode } from 'react';
import { useText } from '../words/text.ts';
import { tabsOf } from './tabs.tsx';

/** The way around, above every page but signing in. */
export function Header({ account }: { account?: ReactNode }) {
  const t = useText();
  const places = tabsOf(t);
  return (
    <header className="no-print border-b border-line">
      <div className="mx-auto flex min-h-16 max-w-248 flex-wrap items-stretch gap-x-1 px-[20px] sm:gap-x-4">
        <Link
          to="/"
          className="-ml-1 flex min-h-11 items-center rounded-xs px-1 text-lg font-semibold tracking-tight"
          translate="no"
        >
          diBoaS
        </Link>
        {/* Whoever is signed in has it below the page on a phone. */}
        <TopNav
          label={t('nav.label')}
          places={places}
          className={clsx('ml-auto', account !== undefined && 'max-sm:hidden')}
        />
        {account ? <div className="-mr-[12px] flex items-center max-sm:ml-auto">{account}</div> : null}
      </div>
    </header>
  );
}
