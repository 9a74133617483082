import type { CallRefusal } from '@diboas/client';
import type { ProblemCode } from '@diboas/protocol';
import { Link } from '@tanstack/react-router';
import clsx from 'clsx';
import { CircleAlert, Info, type LucideIcon, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { CallError } from '../api/queries.ts';
import { useSaid } from '../services/use-said.ts';
import { type Text, useText } from '../words/text.ts';

/**
 * The words for every refusal of the server: a new one does not compile until it has some. What a person can
 * do nothing about is told as a fault of ours, with its reference.
 */
const WORDS = {
  not_found: 'problem.not_found',
  draft_expired: 'problem.draft_expired',
  amount_too_small: 'problem.amount_too_small',
  amount_too_large: 'problem.amount_too_large',
  verification_required: 'problem.verification_required',
  method_unavailable: 'problem.method_unavailable',
  no_provider: 'problem.no_provider',
  unavailable: 'problem.unavailable',
  too_many_requests: 'problem.too_many_requests',
  key_in_use: 'problem.key_in_use',
  quote_used: 'problem.quote_used',
  too_much_open: 'problem.too_much_open',
  amount_not_exact: 'problem.ours',
  body_too_large: 'problem.ours',
  draft_changed: 'problem.ours',
  expectation_failed: 'problem.ours',
  headers_too_large: 'problem.ours',
  illegal_step: 'problem.ours',
  insufficient_funds: 'problem.ours',
  internal: 'problem.ours',
  invalid_request: 'problem.ours',
  invalid_signature: 'problem.ours',
  method_not_allowed: 'problem.ours',
  not_acceptable: 'problem.ours',
  not_allowed: 'problem.ours',
  not_signed_in: 'problem.ours',
  price_changed: 'problem.ours',
  quote_expired: 'problem.ours',
  request_timeout: 'problem.ours',
  unsupported_media_type: 'problem.ours',
} as const satisfies Record<ProblemCode, string>;

/** What happened, whether money moved, and what one can do, in words; never a code alone. */
export function refusalText(refusal: CallRefusal, t: Text): string {
  if (refusal.kind === 'no_answer') return t('problem.noAnswer');
  const { code, requestId } = refusal.problem;
  const words = WORDS[code];
  const text = t(words);
  // Only where somebody has to look for it in our log is its number of any use to the person.
  const asksForLog = requestId !== undefined && (words === 'problem.ours' || code === 'key_in_use');
  return asksForLog ? `${text} ${t('problem.reference', { reference: requestId })}` : text;
}

/** Whether asking once more could give another answer. */
function mayChange(error: Error): boolean {
  if (!(error instanceof CallError) || error.refusal.kind === 'no_answer') return true;
  return error.refusal.problem.code !== 'not_found';
}

export function errorText(error: Error, t: Text): string {
  return error instanceof CallError ? refusalText(error.refusal, t) : t('problem.ours');
}

/** `wrong` is red and for faults only; `act` asks for something; `calm` tells what one may want to know. */
export type NoteTone = 'wrong' | 'act' | 'calm';

const TONES: Record<NoteTone, { readonly Icon: LucideIcon; readonly colour: string }> = {
  wrong: { Icon: CircleAlert, colour: 'text-loss' },
  act: { Icon: TriangleAlert, colour: 'text-warn' },
  calm: { Icon: Info, colour: 'text-muted' },
};

export function ProblemNote({
  text,
  tone = 'wrong',
  children,
}: {
  text: string;
  tone?: NoteTone;
  children?: ReactNode;
}) {
  useSaid(text);
  const { Icon, colour } = TONES[tone];
  return (
    <div className="flex gap-3 border-y border-line py-4" data-problem>
      <Icon className={clsx('mt-0.5 size-5 shrink-0', colour)} aria-hidden="true" />
      <div className="flex min-w-0 flex-col items-start gap-1">
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
      {mayChange(error) ? (
        <button type="button" className="link tap" onClick={onRetry}>
          {t('problem.checkAgain')}
        </button>
      ) : (
        <Link to="/transactions" className="link tap">
          {t('home.seeAll')}
        </Link>
      )}
    </ProblemNote>
  );
}
