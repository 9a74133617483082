import type { ProblemCode } from '@diboas/protocol';
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CallRefusal } from '../api/client.ts';
import { CallError } from '../api/queries.ts';
import { type Text, useText } from '../app/text.ts';
import { useSaid } from '../speech/use-said.ts';

/** Refusals that have words of their own; any other is told as a fault of ours with its reference. */
const KNOWN: readonly ProblemCode[] = [
  'not_found',
  'draft_expired',
  'amount_too_small',
  'amount_too_large',
  'verification_required',
  'method_unavailable',
  'no_provider',
  'unavailable',
  'too_many_requests',
  'key_in_use',
  'quote_used',
  'too_much_open',
];

/** What happened, whether money moved, and what one can do, in words; never a code alone. */
export function refusalText(refusal: CallRefusal, t: Text): string {
  if (refusal.kind === 'no_answer') return t('problem.noAnswer');
  const { code, requestId } = refusal.problem;
  const text = KNOWN.includes(code) ? t(`problem.${code}`) : t('problem.ours');
  return requestId ? `${text} ${t('problem.reference', { reference: requestId })}` : text;
}

export function errorText(error: Error, t: Text): string {
  return error instanceof CallError ? refusalText(error.refusal, t) : t('problem.ours');
}

export function ProblemNote({ text, children }: { text: string; children?: ReactNode }) {
  useSaid(text);
  return (
    <div className="flex gap-3 border-y border-line py-4" data-problem>
      <CircleAlert className="mt-0.5 size-5 shrink-0 text-loss" aria-hidden="true" />
      <div className="flex flex-col items-start gap-3">
        <p>{text}</p>
        {children ? <div>{children}</div> : null}
      </div>
    </div>
  );
}

/** A part of a page that could not be fetched says so in its place; the rest goes on. */
export function FailedPart({
  what,
  error,
  onRetry,
}: {
  /** Left out where the page's title says it already. */
  what?: 'balance' | 'transactions' | 'methods' | 'transaction';
  error: Error;
  onRetry: () => void;
}) {
  const t = useText();
  return (
    <ProblemNote text={what ? `${t(`failed.${what}`)} ${errorText(error, t)}` : errorText(error, t)}>
      <button type="button" className="link" onClick={onRetry}>
        {t('problem.checkAgain')}
      </button>
    </ProblemNote>
  );
}
