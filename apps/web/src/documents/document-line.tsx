import type { CallRefusal } from '@diboas/client';
import type { StatementFile, StatementView } from '@diboas/protocol';
import { BusyButton, Note, useAnnouncer, useBusy } from '@diboas/ui';
import { Download } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { CallError } from '../api/queries.ts';
import { errorText } from '../parts/refusal-text.ts';
import { useNow } from '../services/use-now.ts';
import { momentPhrase } from '../time/moment-phrase.ts';
import { useRegion } from '../words/region.ts';
import { useText } from '../words/text.ts';
import { saveBytes } from './save-bytes.ts';

const FORMATS = ['pdf', 'csv'] as const;

/** What is said of months, and of years, each in its own words. */
const WORDS = {
  statements: { made: 'statements.made', whole: 'statements.whole', upTo: 'statements.upTo' },
  taxes: { made: 'taxes.made', whole: 'taxes.whole', upTo: 'taxes.upTo' },
} as const;

type Kind = keyof typeof WORDS;

/** How far a document is that is made of a month or a year. */
export type DocumentState = Pick<StatementView, 'state' | 'until' | 'whole'>;

/** What a call came to: what it gave, or why it gave nothing. */
type Called<Value> = Promise<
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: CallRefusal }
>;

/** One month or year: how far its document goes, and what can be done about it. */
export function DocumentLine({
  name,
  kind,
  document,
  isFinal,
  make,
  fetchFile,
}: {
  /** Of the month or the year. */
  name: string;
  /** Whose words tell of its state. */
  kind: Kind;
  document: DocumentState;
  /** Whether what is there is never made again. */
  isFinal: boolean;
  make: () => Called<unknown>;
  fetchFile: (format: (typeof FORMATS)[number]) => Called<StatementFile>;
}) {
  const t = useText();
  const [busy, run] = useBusy();
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const { state } = document;
  useSaidWhenMade(state, t(WORDS[kind].made, { name }));
  const ask = () =>
    run(async () => {
      const made = await make();
      setRefusal(made.ok ? null : made.refusal);
    });
  const save = (format: (typeof FORMATS)[number]) =>
    run(async () => {
      const file = await fetchFile(format);
      setRefusal(file.ok ? null : file.refusal);
      if (file.ok) saveBytes(file.value);
    });
  return (
    <li className="flex flex-col gap-3 border-b border-line py-4" data-statement={state}>
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-[1_1_14rem]">
          <p className="font-semibold first-letter:uppercase">{name}</p>
          <StateText kind={kind} document={document} />
        </div>
        {state === 'made' ? (
          <span className="flex gap-x-5 text-sm">
            {FORMATS.map((format) => (
              <button key={format} type="button" className="link tap gap-1.5" onClick={() => save(format)}>
                <Download className="size-4" aria-hidden="true" />
                <span>{t(`statements.${format}`)}</span>
                <span className="visually-hidden">{` ${name}`}</span>
              </button>
            ))}
          </span>
        ) : null}
        {state === 'made' && isFinal ? null : (
          <BusyButton
            type="button"
            kind="quiet"
            busy={busy || state === 'being_made'}
            busyText={t('statements.making')}
            onClick={ask}
          >
            <span>{t(state === 'made' ? 'statements.again' : 'statements.make')}</span>
            <span className="visually-hidden">{` ${name}`}</span>
          </BusyButton>
        )}
      </div>
      {refusal ? <Note text={errorText(new CallError(refusal), t)} /> : null}
    </li>
  );
}

function StateText({ kind, document: { state, until, whole } }: { kind: Kind; document: DocumentState }) {
  const t = useText();
  const region = useRegion();
  const now = useNow(30_000);
  if (state === 'refused') return <p className="text-sm text-loss">{t('statements.refused')}</p>;
  if (state !== 'made') return <p className="text-sm text-muted">{t(`statements.state.${state}`)}</p>;
  const words =
    whole || until === null
      ? t(WORDS[kind].whole)
      : t(WORDS[kind].upTo, { when: momentPhrase(until, t, { region, now }) });
  return <p className="text-sm text-muted">{words}</p>;
}

/** Says that it is there to whoever waited for it, and to nobody else. */
function useSaidWhenMade(state: DocumentState['state'], words: string): void {
  const announcer = useAnnouncer();
  const before = useRef(state);
  useEffect(() => {
    if (before.current === 'being_made' && state === 'made') announcer.say(words);
    before.current = state;
  }, [announcer, state, words]);
}
