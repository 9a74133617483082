import type { ReactNode } from 'react';

/** Around every page of somebody who is not signed in yet. */
export function SignInFrame({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto flex min-h-16 w-full max-w-248 items-center px-[20px]">
        <p className="text-lg font-semibold tracking-tight">diBoaS</p>
      </header>
      <main
        id="main"
        className="mx-auto flex w-full max-w-100 flex-1 flex-col gap-6 px-[20px] pt-10 pb-16 sm:pt-20"
      >
        {children}
      </main>
    </div>
  );
}
