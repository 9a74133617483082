import type { CallRefusal } from '@diboas/client';
import type { RecipientView } from '@diboas/protocol';
import { CopyText, Note, useBusy, WithAddresses } from '@diboas/ui';
import { useNavigate } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { useRef, useState } from 'react';
import type { SavedAddress } from '../../address/address-choices.ts';
import { useSendOut } from '../../address/use-send-out.ts';
import { keys } from '../../api/queries.ts';
import { refusalText } from '../../parts/refusal-text.ts';
import { useServices } from '../../services/services.ts';
import { formatDay } from '../../time/format-time.ts';
import { networkName, shortAddress } from '../../transaction/place-text.ts';
import { startDraft } from '../../wizard/drafts.ts';
import { addressOf } from '../../wizard/flow.ts';
import { useRegion } from '../../words/region.ts';
import { type Text, useText } from '../../words/text.ts';
import { Rename } from './rename.tsx';

/** Somebody or an address on the list, with what can be done: send there, call it otherwise, and take it off. */
export function RecipientLine({ recipient, onGone }: { recipient: RecipientView; onGone: () => void }) {
  const { call, queryClient } = useServices();
  const t = useText();
  const region = useRegion();
  const send = useSend(recipient);
  const [, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const [isRenaming, setRenaming] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const { id, name } = recipient;
  const remove = async (): Promise<void> => {
    const outcome = await call('removeRecipient', { params: { id } });
    if (!outcome.ok && !isGone(outcome.refusal)) return setRefusal(outcome.refusal);
    onGone();
    await queryClient.invalidateQueries({ queryKey: keys.recipients });
  };
  const acts = [
    { words: t('recipients.send'), act: () => run(async () => setRefusal(await send())) },
    { words: t('recipients.rename'), act: () => setRenaming(true), opens: true },
    { words: t('recipients.remove'), act: () => run(remove) },
  ];
  const close = (): void => {
    setRenaming(false);
    opener.current?.focus();
  };
  return (
    <li className="border-b border-line py-2">
      <div className="flex flex-wrap items-center justify-between gap-x-6">
        <div className="min-w-0 flex-[1_1_12rem] py-2">
          <p className="font-semibold wrap-anywhere">{name}</p>
          {recipient.kind === 'person' ? (
            <p className="text-sm text-muted">
              <WithAddresses text={recipient.email} />
            </p>
          ) : (
            <ShortAddress recipient={recipient} />
          )}
          <p className="text-sm text-muted empty:hidden">{factsOf(recipient, t, region).join(' \u00b7 ')}</p>
        </div>
        <span className="ml-auto flex gap-x-5 text-sm">
          {acts.map(({ words, act, opens = false }) => (
            <button
              key={words}
              ref={opens ? opener : null}
              type="button"
              className="link tap"
              aria-expanded={opens ? isRenaming : undefined}
              onClick={act}
            >
              <span>{words}</span>
              <span className="visually-hidden">{` ${name}`}</span>
            </button>
          ))}
        </span>
      </div>
      {isRenaming ? <Rename recipient={recipient} onDone={close} /> : null}
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
    </li>
  );
}

/** Its ends, and all of it for whoever wants to compare: two addresses can have the same ends. */
function ShortAddress({ recipient: { network, address } }: { recipient: SavedAddress }) {
  const t = useText();
  return (
    <details className="group text-sm text-muted" data-address={address}>
      <summary className="flex min-h-6 w-fit cursor-pointer items-center gap-1 rounded-xs hover:text-ink">
        <span>{`${networkName(network)} \u00b7`}</span>
        <span className="font-mono">{shortAddress(address)}</span>
        <ChevronDown
          className="size-4 transition-transform duration-120 group-open:rotate-180"
          aria-hidden="true"
        />
      </summary>
      <CopyText value={address} label={t('details.addressOn', { network: networkName(network) })} />
    </details>
  );
}

function factsOf(recipient: RecipientView, t: Text, region: string): readonly string[] {
  const { lastPaidAt, createdAt } = recipient;
  const isAway = recipient.kind === 'person' && !recipient.here;
  const added = t('recipients.addedOn', { day: formatDay(createdAt, region) });
  return [
    ...(isAway ? [t('recipients.notHere')] : []),
    ...(recipient.kind === 'address' ? [added] : []),
    ...(lastPaidAt === null ? [] : [t('recipients.lastPaid', { day: formatDay(lastPaidAt, region) })]),
  ];
}

/** Begins to send there, at the first question that is left. Null where it began. */
function useSend(recipient: RecipientView): () => Promise<CallRefusal | null> {
  const services = useServices();
  const navigate = useNavigate();
  const sendOut = useSendOut();
  return async () => {
    if (recipient.kind === 'address') return await sendOut(recipient);
    const outcome = await startDraft(services, 'send', [{ type: 'to_chosen', to: recipient.email }]);
    if (!outcome.ok) return outcome.refusal;
    await navigate(addressOf(outcome.value));
    return null;
  };
}

/** Taken off elsewhere already, which is as good. */
function isGone(refusal: CallRefusal): boolean {
  return refusal.kind === 'refused' && refusal.problem.code === 'not_found';
}
