import type { TransactionView } from '@diboas/protocol';
import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { useText } from '../../words/text.ts';

/** From what was taken back to its reversal, and the other way. */
export function OtherSide({ transaction }: { transaction: TransactionView }) {
  const t = useText();
  const takenBack = transaction.receipt?.takenBack;
  if (!takenBack) return null;
  const words = transaction.reverses === null ? t('reversal.see') : t('reversal.seeOriginal');
  return (
    <Link
      to="/transactions/$id"
      params={{ id: takenBack.transaction }}
      className="no-print -mx-[12px] flex min-h-16 items-center justify-between gap-4 rounded-(--radius-control) px-[12px] py-2.5 transition-colors duration-120 hover:bg-sunken"
      data-other-side
    >
      <span>
        <span className="link block">{words}</span>
        <span className="block text-sm text-muted">{takenBack.reference}</span>
      </span>
      <ArrowRight className="size-5 shrink-0 text-muted" aria-hidden="true" />
    </Link>
  );
}
