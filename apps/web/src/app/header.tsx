import { type Place, TopNav } from '@diboas/ui';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../words/text.ts';

/** The way around, above every page but signing in. */
export function Header({ account }: { account?: ReactNode }) {
  const t = useText();
  const places: readonly Place[] = [
    { to: '/', words: t('nav.home'), alone: true },
    { to: '/transactions', words: t('nav.transactions') },
  ];
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
        <TopNav label={t('nav.label')} places={places} className="ml-auto" />
        {account ? <div className="-mr-3 flex items-center">{account}</div> : null}
      </div>
    </header>
  );
}
