import { type PersonRecipient, parseEmail } from '@diboas/protocol';
import { type Choice, ChoiceList, firstChoiceId, TextField, Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { UserRound, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { FailedPart } from '../../parts/failed-part.tsx';
import { useServices } from '../../services/services.ts';
import { QuestionForm } from '../../steps/question-form.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { formatDay } from '../../time/format-time.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import type { SendStepProps } from './send-step.ts';

const NAME = 'to';
const FIELD = 'to-email';
/** The choice of somebody who is not on the list; no address is spelled like it. */
const NEW = 'new';

/** To whom: somebody on the person's list, or whoever reads the mail of an address. */
export function SendRecipientStep({ state, goOn }: SendStepProps) {
  const { queries } = useServices();
  const t = useText();
  const recipients = useQuery(queries.recipients());
  if (recipients.data) {
    return <Recipients known={recipients.data.items} begin={state.to} goOn={goOn} />;
  }
  if (recipients.error) {
    return (
      <div className="flex flex-col gap-6">
        <FailedPart what="recipients" error={recipients.error} onRetry={() => void recipients.refetch()} />
        <Recipients known={[]} begin={state.to} goOn={goOn} />
      </div>
    );
  }
  return (
    <TitledStep title={t('send.to.title')}>
      <Waiting rows={3} onRetry={() => void recipients.refetch()} />
    </TitledStep>
  );
}

function Recipients({
  known,
  begin,
  goOn,
}: Pick<SendStepProps, 'goOn'> & { known: readonly PersonRecipient[]; begin: string | null }) {
  const t = useText();
  const choiceOf = useChoiceOf();
  const isKnown = known.some(({ email }) => email === begin);
  const [chosen, setChosen] = useState<string | null>(
    known.length === 0 || (begin !== null && !isKnown) ? NEW : begin,
  );
  const [typed, setTyped] = useState(isKnown ? '' : (begin ?? ''));
  const choices = [
    ...known.map(choiceOf),
    { value: NEW, icon: UserRoundPlus, words: t('send.to.new'), note: t('send.to.newNote') },
  ];
  const read = parseEmail(typed);
  const email = chosen === NEW ? (read.ok ? read.value : null) : chosen;
  const isTyping = chosen === NEW;
  return (
    <QuestionForm
      title={t('send.to.title')}
      fieldId={isTyping ? FIELD : firstChoiceId(NAME, choices)}
      answer={email === null ? null : { type: 'to_chosen', to: email }}
      fault={isTyping && !read.ok ? t(`email.fault.${read.refusal}`) : t('send.to.fault')}
      goOn={goOn}
    >
      {(fault) => (
        <div className="flex flex-col gap-6">
          {known.length > 0 ? (
            <ChoiceList
              name={NAME}
              legend={t('send.to.title')}
              choices={choices}
              chosen={chosen}
              fault={isTyping ? null : fault}
              onChoose={setChosen}
            />
          ) : null}
          {isTyping ? (
            <TextField
              id={FIELD}
              kind="email"
              label={t('recipients.email')}
              hint={t('send.to.hint')}
              value={typed}
              fault={fault}
              onType={setTyped}
            />
          ) : null}
        </div>
      )}
    </QuestionForm>
  );
}

/** Somebody on the list, with the address that the money goes by, and whether they are here. */
function useChoiceOf(): (recipient: PersonRecipient) => Choice<string> {
  const t = useText();
  const region = useRegion();
  return ({ name, email, here, lastPaidAt }) => {
    const last = lastPaidAt === null ? '' : t('recipients.lastPaid', { day: formatDay(lastPaidAt, region) });
    const note = [email, here ? '' : t('recipients.notHere'), last].filter((part) => part !== '').join(' · ');
    return { value: email, icon: UserRound, words: name, note };
  };
}
