import { PageTitle } from '@diboas/ui';
import type { ReactNode } from 'react';

/** A step that asks nothing: its heading above what it shows. */
export function TitledStep({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-6">
      <PageTitle className="text-3xl font-semibold tracking-tight">{title}</PageTitle>
      <div>{children}</div>
    </div>
  );
}
