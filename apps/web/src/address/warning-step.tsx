import type { SendWarning } from '@diboas/protocol';
import { BusyButton, Grouped, useAnnouncer, useBusy } from '@diboas/ui';
import { useNavigate } from '@tanstack/react-router';
import { useServices } from '../services/services.ts';
import { TitledStep } from '../steps/titled-step.tsx';
import { discardDraft } from '../wizard/drafts.ts';
import { useText } from '../words/text.ts';
import { SendWarnings } from './send-warnings.tsx';

/** Where it would go, and what there is to look at before it does. */
export interface Warned {
  readonly warnings: readonly SendWarning[];
  /** The known address that it looks like, where it does. */
  readonly alike: string | null;
  readonly address: string;
  /** How the person calls whoever has it; null where they never said. */
  readonly name: string | null;
}

/**
 * Told once, before everything is checked a last time (W49): where it would go, and what to look at. Not sending is the first and
 * the plain choice, and throws away what was entered, so that nobody comes upon a swindler's address again.
 */
export function WarningStep({
  warned: { warnings, alike, address, name },
  draftId,
  onGoOn,
}: {
  warned: Warned;
  draftId: string;
  onGoOn: () => void;
}) {
  const services = useServices();
  const navigate = useNavigate();
  const announcer = useAnnouncer();
  const t = useText();
  const [busy, run] = useBusy();
  const leave = async (): Promise<void> => {
    const draft = await services.call('getDraft', { params: { id: draftId } });
    await navigate({ to: '/' });
    announcer.say(t('warning.left'));
    // What could not be thrown away now is offered on Home, as all that is unfinished.
    if (draft.ok) await discardDraft(services, draft.value);
  };
  const isAlike = alike !== null && warnings.includes('look_alike');
  return (
    <TitledStep title={t('warning.title')}>
      <div className="flex flex-col gap-6" data-warning>
        {isAlike ? null : (
          <div>
            <p className="text-sm text-muted">{name ?? t('warning.thisAddress')}</p>
            <p className="font-mono text-lg" data-address={address}>
              <Grouped value={address} />
            </p>
          </div>
        )}
        <SendWarnings warnings={warnings} alike={alike} address={address} />
        <div className="flex flex-col gap-3">
          <BusyButton
            type="button"
            className="w-full text-lg"
            busy={busy}
            busyText={t('warning.leaving')}
            onClick={() => run(leave)}
          >
            {t('warning.leave')}
          </BusyButton>
          <button type="button" className="button button-quiet w-full" onClick={onGoOn}>
            {t('warning.goOn')}
          </button>
        </div>
      </div>
    </TitledStep>
  );
}
