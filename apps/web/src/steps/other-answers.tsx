import { Link } from '@tanstack/react-router';
import { FLOWS, type FlowName } from '../wizard/flow.ts';
import { useText } from '../words/text.ts';

/** The ways back to each question, where there is no price to go on with. */
export function OtherAnswers({ wizard, draftId }: { wizard: FlowName; draftId: string }) {
  const t = useText();
  const { path, wizard: table } = FLOWS[wizard];
  return table.questions.map((answer) => (
    <Link key={answer} className="link tap" to={path} params={{ draftId, step: answer }}>
      {t(`wizard.change.${wizard}.${answer}`)}
    </Link>
  ));
}
