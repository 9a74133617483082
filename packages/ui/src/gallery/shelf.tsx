import type { ReactNode } from 'react';

/** A room's parts, below its name. */
export function Shelf({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section aria-label={name} className="flex flex-col gap-10">
      <h2 className="statement-edge pt-3 text-lg font-semibold">{name}</h2>
      <div className="flex flex-col gap-10">{children}</div>
    </section>
  );
}

/** One part in one state, below the words that say which. */
export function Exhibit({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-3" data-exhibit={name}>
      <h3 className="text-sm text-muted">{name}</h3>
      <div>{children}</div>
    </div>
  );
}
