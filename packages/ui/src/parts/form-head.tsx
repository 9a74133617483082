import { useGiven } from '../given/given.ts';
import { ErrorSummary } from './error-summary.tsx';
import { PageTitle } from './page-title.tsx';

/** The question that a form asks, and above it what has to be put right once somebody tried to go on without. */
export function FormHead({
  title,
  fault,
  fieldId,
  attempt,
}: {
  title: string;
  fault: string | null;
  /** Where the fault is put right. */
  fieldId: string;
  attempt: number;
}) {
  const { texts } = useGiven();
  return (
    <>
      {fault ? <ErrorSummary fieldId={fieldId} message={fault} attempt={attempt} /> : null}
      <PageTitle className="text-3xl font-semibold tracking-tight" error={fault ? texts.error.prefix : null}>
        {title}
      </PageTitle>
    </>
  );
}
