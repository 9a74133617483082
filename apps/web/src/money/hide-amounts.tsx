import clsx from 'clsx';
import { Eye, EyeOff } from 'lucide-react';
import { useText } from '../words/text.ts';
import { useAmounts } from './amounts-context.ts';

/** The quiet switch that hides every amount of the person's money, and shows them again. */
export function HideAmounts({ className }: { className?: string }) {
  const t = useText();
  const { areHidden, hide } = useAmounts();
  const Icon = areHidden ? Eye : EyeOff;
  return (
    <button
      type="button"
      className={clsx('link tap gap-1.5', className)}
      onClick={() => hide(!areHidden)}
      data-hide-amounts
    >
      <Icon className="size-4" aria-hidden="true" />
      <span>{t(areHidden ? 'money.show' : 'money.hide')}</span>
    </button>
  );
}
