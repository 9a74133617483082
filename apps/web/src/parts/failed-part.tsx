import { Note } from '@diboas/ui';
import { Link } from '@tanstack/react-router';
import { CallError } from '../api/queries.ts';
import { useText } from '../words/text.ts';
import { errorText } from './refusal-text.ts';

/** A part of a page that could not be fetched says so in its place; the rest goes on. */
export function FailedPart({
  what,
  error,
  onRetry,
}: {
  /** Left out where the page's title says it already. */
  what?:
    | 'balance'
    | 'transactions'
    | 'methods'
    | 'transaction'
    | 'recipients'
    | 'addresses'
    | 'accounts'
    | 'portfolio'
    | 'positions'
    | 'strategies'
    | 'history';
  error: Error;
  onRetry: () => void;
}) {
  const t = useText();
  return (
    <Note text={what ? `${t(`failed.${what}`)} ${errorText(error, t)}` : errorText(error, t)}>
      {mayChange(error) ? (
        <button type="button" className="link tap" onClick={onRetry}>
          {t('problem.checkAgain')}
        </button>
      ) : (
        <Link to="/transactions" className="link tap">
          {t('home.seeAll')}
        </Link>
      )}
    </Note>
  );
}

/** Whether asking once more could give another answer. */
function mayChange(error: Error): boolean {
  if (!(error instanceof CallError) || error.refusal.kind === 'no_answer') return true;
  return error.refusal.problem.code !== 'not_found';
}
