import type { CallRefusal } from '@diboas/client';
import type { DraftView } from '@diboas/protocol';
import { Note, useAnnouncer, useBusy } from '@diboas/ui';
import { Link } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { useRef, useState } from 'react';
import { type MoneyText, useMoneyText } from '../../money/use-money-text.ts';
import { refusalText } from '../../parts/refusal-text.ts';
import { useServices } from '../../services/services.ts';
import { agePhrase } from '../../time/moment-phrase.ts';
import { shortAddress, strategyName } from '../../transaction/place-text.ts';
import { discardDraft } from '../../wizard/drafts.ts';
import { addressOf, answersIn, assetIn, isBegun } from '../../wizard/flow.ts';
import { useRegion } from '../../words/region.ts';
import { type Text, useText } from '../../words/text.ts';

/** What was begun and not sent: offered, not forced, and thrown away in one act (W21). */
export function Unfinished({ drafts, now }: { drafts: readonly DraftView[]; now: number }) {
  const t = useText();
  const summary = useRef<HTMLElement>(null);
  const open = drafts.filter((draft) => draft.state.transactionId === null && isBegun(draft));
  if (open.length === 0) return null;
  return (
    <details className="group border-b border-line" data-unfinished>
      <summary
        ref={summary}
        className="flex min-h-12 items-center justify-between gap-4 rounded-xs text-sm text-muted"
      >
        <span>{t('home.unfinished', { count: open.length })}</span>
        <ChevronDown
          className="size-5 shrink-0 transition-transform duration-120 group-open:rotate-180"
          aria-hidden="true"
        />
      </summary>
      <ul aria-label={t('home.unfinished', { count: open.length })}>
        {open.map((draft) => (
          <Entry key={draft.id} draft={draft} now={now} onGone={() => summary.current?.focus()} />
        ))}
      </ul>
    </details>
  );
}

function Entry({ draft, now, onGone }: { draft: DraftView; now: number; onGone: () => void }) {
  const services = useServices();
  const announcer = useAnnouncer();
  const t = useText();
  const region = useRegion();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const [, run] = useBusy();
  const money = useMoneyText();
  const name = nameOf(draft, t, money);
  const discard = async (): Promise<void> => {
    const refused = await discardDraft(services, draft);
    if (refused) return setRefusal(refused);
    announcer.say(t('home.discarded', { name }));
    onGone();
  };
  return (
    <li className="border-t border-line py-1">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <span className="min-w-0 py-2">
          <span className="block">{name}</span>
          <span className="block text-sm text-muted">
            {draft.state.sent ? t('home.unfinishedSent') : agePhrase(draft.updatedAt, t, { region, now })}
          </span>
        </span>
        <span className="ml-auto flex gap-x-4">
          {draft.state.sent ? null : (
            <button
              type="button"
              className="link tap text-sm"
              aria-label={t('home.discardOne', { name })}
              onClick={() => run(discard)}
            >
              {t('home.discard')}
            </button>
          )}
          <Link
            className="link tap text-sm"
            aria-label={t('home.continueOne', { name })}
            {...addressOf(draft)}
          >
            {t('home.continue')}
          </Link>
        </span>
      </div>
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
    </li>
  );
}

/** "$500.00 by card": what tells one from the other, in the words of its wizard with what was answered in them. */
function nameOf(draft: DraftView, t: Text, money: MoneyText): string {
  const answers = answersIn(draft).map(({ name, as, answer }) => {
    if (answer === null) return [name, 'open'];
    if (as === 'address') return [name, shortAddress(answer.slice(answer.indexOf(':') + 1))];
    if (as === 'strategy') return [name, strategyName(answer)];
    return [name, as === 'decimal' ? money({ asset: assetIn(draft), amount: answer }) : answer];
  });
  return t(`home.draft.${draft.wizard}`, Object.fromEntries(answers));
}
