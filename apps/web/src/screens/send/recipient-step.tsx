import { type PersonRecipient, parseEmail } from '@diboas/protocol';
import { type Choice, ChoiceList, firstChoiceId, Waiting } from '@diboas/ui';
import type { SendOutEvent } from '@diboas/wizards';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { UserRound, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { AddressField } from '../../address/address-field.tsx';
import { readingText } from '../../address/address-words.ts';
import { sendable } from '../../address/sendable.ts';
import { type AddressReading, keptOf, useAddressCheck } from '../../address/use-address-check.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { useServices } from '../../services/services.ts';
import { QuestionForm } from '../../steps/question-form.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { formatDay } from '../../time/format-time.ts';
import type { DraftRefusal } from '../../wizard/draft-sync.ts';
import { addressOf } from '../../wizard/flow.ts';
import { startDraft } from '../../wizard/start-draft.ts';
import { useOperation } from '../../wizard/use-operation.ts';
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
  const reading = useAddressCheck(typed);
  const sendOut = useSendOut(keptOf(reading, typed), reading);
  // What has the form of an address is no e-mail address with a slip in it.
  const isAddress = chosen === NEW && reading.kind !== 'other';
  const email = chosen === NEW ? (read.ok ? read.value : null) : chosen;
  const isTyping = chosen === NEW;
  return (
    <QuestionForm
      title={t('send.to.title')}
      fieldId={isTyping ? FIELD : firstChoiceId(NAME, choices)}
      answer={email === null || isAddress ? null : { type: 'to_chosen', to: email }}
      fault={
        isAddress
          ? readingText(reading, t)
          : isTyping && !read.ok
            ? t(`email.fault.${read.refusal}`)
            : t('send.to.fault')
      }
      goOn={goOn}
      instead={isAddress ? sendOut : null}
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
            <AddressField
              id={FIELD}
              label={t('send.to.label')}
              hint={t('send.to.hint')}
              value={typed}
              reading={reading}
              fault={fault}
              onType={setTyped}
            />
          ) : null}
        </div>
      )}
    </QuestionForm>
  );
}

/**
 * Begins to send to an address, with all that is known of it: what its link asks for, and what is sent where there is
 * only one thing to send. Null while it is no address.
 */
function useSendOut(to: string | null, reading: AddressReading): (() => Promise<DraftRefusal | null>) | null {
  const services = useServices();
  const navigate = useNavigate();
  const balances = useOperation('send_out')?.balances ?? [];
  if (to === null) return null;
  const network = reading.kind === 'good' ? reading.check.network : 'fiat';
  const ask = reading.kind === 'good' ? reading.check.ask : null;
  const there = sendable(balances, network);
  const asked =
    there.find(({ asset }) => asset === ask?.asset) ?? (there.length === 1 ? there[0] : undefined);
  const amount = asked && ask?.asset === asked.asset ? ask.amount : null;
  const events: readonly SendOutEvent[] = [
    { type: 'to_chosen', to },
    ...(asked ? [{ type: 'asset_chosen', asset: asked.asset } as const] : []),
    ...(asked && amount !== null ? [{ type: 'amount_chosen', amount } as const] : []),
  ];
  return async () => {
    const outcome = await startDraft(services, 'send_out', events);
    if (!outcome.ok) return outcome.refusal;
    await navigate(addressOf(outcome.value));
    return null;
  };
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
