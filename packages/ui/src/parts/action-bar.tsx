import type { ReactNode } from 'react';

/**
 * The figure that a press is about and the button that goes on, at the bottom of the page or of the screen, whichever
 * comes first: nobody has to look for either below what is long.
 */
export function ActionBar({
  label,
  figure,
  children,
}: {
  label: string;
  figure: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="action-bar" data-action-bar>
      <p className="flex items-baseline justify-between gap-4 pb-2 text-sm">
        <span className="text-muted">{label}</span>
        <span className="font-semibold">{figure}</span>
      </p>
      <div>{children}</div>
    </div>
  );
}
