import { Link, type LinkProps } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';

export function BackLink({ children, ...link }: { children: string } & Pick<LinkProps, 'to' | 'params'>) {
  return (
    <Link
      {...link}
      className="no-print -ml-1 inline-flex min-h-11 items-center gap-1.5 rounded-xs px-1 text-sm text-muted hover:text-ink"
    >
      <ArrowLeft className="size-4" aria-hidden="true" />
      <span>{children}</span>
    </Link>
  );
}
