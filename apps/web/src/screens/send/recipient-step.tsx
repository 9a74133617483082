import { type PersonRecipient, parseEmail, type RecipientView } from '@diboas/protocol';
import { type Choice, ChoiceList, firstChoiceId, Note, Waiting } from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { Plus, UserRound, UserRoundPlus } from 'lucide-react';
import { useState } from 'react';
import { addressChoice, addressesIn } from '../../address/address-choices.ts';
import { AddressField } from '../../address/address-field.tsx';
import { addressKept } from '../../address/address-form.ts';
import { readingText } from '../../address/address-words.ts';
import { recipientsQuery } from '../../address/recipients-query.ts';
import { readingPlace, useAddressCheck } from '../../address/use-address-check.ts';
import { useSendOut } from '../../address/use-send-out.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { useServices } from '../../services/services.ts';
import { QuestionForm } from '../../steps/question-form.tsx';
import { TitledStep } from '../../steps/titled-step.tsx';
import { formatDay } from '../../time/format-time.ts';
import { useOperation } from '../../wizard/use-operation.ts';
import { useRegion } from '../../words/region.ts';
import { useText } from '../../words/text.ts';
import type { SendStepProps } from './send-step.ts';

const NAME = 'to';
const FIELD = 'to-email';
/** The choice of what is not on the list; no address is spelled like it. */
const NEW = 'new';

/** To whom: somebody on the person's list, or whoever reads the mail of an address. */
export function SendRecipientStep({ state, goOn }: SendStepProps) {
  const { call } = useServices();
  const t = useText();
  const recipients = useQuery(recipientsQuery(call));
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

/**
 * People, where the person has what people are sent, and addresses. What is sent to an address is walked in a wizard of its own,
 * so that one takes over from here.
 */
function Recipients({
  known,
  begin,
  goOn,
}: Pick<SendStepProps, 'goOn'> & { known: readonly RecipientView[]; begin: string | null }) {
  const t = useText();
  const choiceOf = useChoiceOf();
  const sendOut = useSendOut();
  const isOutOnly = useOperation('send')?.bar === 'nothing_available';
  const people = isOutOnly ? [] : known.filter((one) => one.kind === 'person');
  const listed = [...people.map(choiceOf), ...addressesIn(known).map(addressChoice)];
  const isListed = listed.some(({ value }) => value === begin);
  const [chosen, setChosen] = useState<string | null>(
    listed.length === 0 || (begin !== null && !isListed) ? NEW : begin,
  );
  const [typed, setTyped] = useState(isListed ? '' : (begin ?? ''));
  const reading = useAddressCheck(typed);
  const isTyping = chosen === NEW;
  const isNewAddress = isTyping && (isOutOnly || reading.kind !== 'other');
  const toAddress = isTyping ? readingPlace(reading, typed) : addressKept(chosen);
  const read = parseEmail(typed);
  const typedEmail = read.ok && !isNewAddress ? read.value : null;
  const email = isTyping ? typedEmail : toAddress ? null : chosen;
  const fault = (): string => {
    if (!isTyping) return t('send.to.fault');
    if (isNewAddress) return readingText(reading, t) || t('address.none');
    return read.ok ? '' : t(`email.fault.${read.refusal}`);
  };
  const other = isOutOnly
    ? { icon: Plus, words: t('send.to.newAddress'), note: t('send.to.newAddressNote') }
    : { icon: UserRoundPlus, words: t('send.to.new'), note: t('send.to.newNote') };
  const choices = [...listed, { value: NEW, ...other }];
  return (
    <QuestionForm
      title={t('send.to.title')}
      fieldId={isTyping ? FIELD : firstChoiceId(NAME, choices)}
      answer={email === null ? null : { type: 'to_chosen', to: email }}
      fault={fault()}
      goOn={goOn}
      instead={toAddress ? () => sendOut(toAddress) : null}
    >
      {(shown) => (
        <div className="flex flex-col gap-6">
          {isOutOnly ? <Note tone="calm" text={t('send.onlyOut')} /> : null}
          {listed.length > 0 ? (
            <ChoiceList
              name={NAME}
              legend={t('send.to.title')}
              choices={choices}
              chosen={chosen}
              fault={isTyping ? null : shown}
              onChoose={setChosen}
            />
          ) : null}
          {isTyping ? (
            <AddressField
              id={FIELD}
              label={t(isOutOnly ? 'sendOut.to.label' : 'send.to.label')}
              hint={t(isOutOnly ? 'sendOut.to.hint' : 'send.to.hint')}
              value={typed}
              reading={reading}
              fault={shown}
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
