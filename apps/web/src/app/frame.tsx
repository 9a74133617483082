import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useText } from '../words/text.ts';
import { Footer } from './footer.tsx';
import { Header } from './header.tsx';

/** What every page stands in. */
export function Frame() {
  return (
    <>
      <div className="min-h-dvh">
        <Outlet />
      </div>
      <Footer />
    </>
  );
}

/** Around what anybody may read, signed in or not. */
export function OpenFrame({ children = <Outlet /> }: { children?: ReactNode }) {
  const t = useText();
  return (
    <>
      <a className="skip-link" href="#main">
        {t('nav.skip')}
      </a>
      <Header />
      <main id="main" tabIndex={-1} className="mx-auto max-w-248 px-[20px] pt-8 pb-16 outline-none sm:pt-12">
        {children}
      </main>
    </>
  );
}
