import { Note } from '@diboas/ui';
import { refusalText } from '../parts/refusal-text.ts';
import { useText } from '../words/text.ts';
import type { DraftRefusal } from './draft-sync.ts';

/** Why a step could not be taken. A change from elsewhere is told at the top of the wizard instead. */
export function StepProblem({ refusal }: { refusal: DraftRefusal | null }) {
  const t = useText();
  if (!refusal || refusal.kind === 'changed') return null;
  return <Note text={refusal.kind === 'illegal' ? t('problem.ours') : refusalText(refusal, t)} />;
}
