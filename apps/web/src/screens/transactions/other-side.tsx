import type { TransactionView } from '@diboas/protocol';
import { Link } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import { useText } from '../../words/text.ts';

/** From what was taken back or came back to the transaction that did it, and the other way. */
export function OtherSide({ transaction: { receipt, reverses } }: { transaction: TransactionView }) {
  const t = useText();
  const other = receipt?.cameBack ?? receipt?.takenBack;
  if (!other) return null;
  const isOriginal = reverses === null;
  const words = receipt?.cameBack
    ? t(isOriginal ? 'cameBack.see' : 'cameBack.seeOriginal')
    : t(isOriginal ? 'reversal.see' : 'reversal.seeOriginal');
  return (
    <Link
      to="/transactions/$id"
      params={{ id: other.transaction }}
      className="no-print -mx-[12px] flex min-h-16 items-center justify-between gap-4 rounded-(--radius-control) px-[12px] py-2.5 transition-colors duration-120 hover:bg-sunken"
      data-other-side
    >
      <span>
        <span className="link block">{words}</span>
        <span className="block text-sm text-muted">{other.reference}</span>
      </span>
      <ArrowRight className="size-5 shrink-0 text-muted" aria-hidden="true" />
    </Link>
  );
}
