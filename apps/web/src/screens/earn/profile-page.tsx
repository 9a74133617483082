import type { CallRefusal } from '@diboas/client';
import type { RiskAnswersView, RiskProfileView } from '@diboas/protocol';
import {
  BackLink,
  BusyButton,
  ChoiceList,
  FormHead,
  Note,
  PageTitle,
  useAnnouncer,
  useBusy,
  Waiting,
} from '@diboas/ui';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { keys } from '../../api/queries.ts';
import { FailedPart } from '../../parts/failed-part.tsx';
import { refusalText } from '../../parts/refusal-text.ts';
import { useServices } from '../../services/services.ts';
import { riskProfileQuery } from '../../strategies/strategies-query.ts';
import { useText } from '../../words/text.ts';

/** Each question with its answers, from the most careful one on. */
const QUESTIONS = {
  falls: ['take_it_out', 'wait', 'put_in_more'],
  needed: ['any_day', 'within_a_year', 'later'],
  share: ['most', 'some', 'little'],
  known: ['not_at_all', 'a_little', 'well'],
  waiting: ['a_day', 'a_week', 'a_month'],
} as const satisfies { readonly [Name in Question]: readonly RiskAnswersView[Name][] };

type Question = keyof RiskAnswersView;
const NAMES = Object.keys(QUESTIONS) as readonly Question[];

/** A few plain questions of what somebody can bear. They may be answered anew at any time. */
export function ProfilePage() {
  const { call } = useServices();
  const t = useText();
  const { data, error, refetch } = useQuery(riskProfileQuery(call));
  return (
    <div className="mx-auto flex w-full max-w-120 min-w-0 flex-col gap-6">
      <BackLink to="/earn">{t('earn.title')}</BackLink>
      {data ? (
        <Questions profile={data} />
      ) : (
        <>
          <PageTitle passing={!error}>{t('profile.title')}</PageTitle>
          {error ? (
            <FailedPart error={error} onRetry={() => void refetch()} />
          ) : (
            <Waiting rows={5} onRetry={() => void refetch()} />
          )}
        </>
      )}
    </div>
  );
}

function Questions({ profile }: { profile: RiskProfileView }) {
  const { call, queryClient } = useServices();
  const announcer = useAnnouncer();
  const t = useText();
  const [busy, run] = useBusy();
  const [answers, setAnswers] = useState<Partial<RiskAnswersView>>(profile.said?.answers ?? {});
  const [attempt, setAttempt] = useState(0);
  const [refusal, setRefusal] = useState<CallRefusal | null>(null);
  const open = NAMES.find((name) => answers[name] === undefined);
  const isShown = attempt > 0 && open !== undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isWhole(answers)) return setAttempt(attempt + 1);
    run(async () => {
      const outcome = await call('sayRisk', { body: { version: profile.version, answers } });
      setRefusal(outcome.ok ? null : outcome.refusal);
      if (!outcome.ok) return;
      queryClient.setQueryData(keys.riskProfile, outcome.value);
      announcer.say(t('profile.saved'));
      // What is offered goes by it.
      await queryClient.invalidateQueries({ queryKey: keys.strategies });
    });
  };
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-8">
      <FormHead
        title={t('profile.title')}
        fault={isShown ? t('profile.fault') : null}
        fieldId={open ? `${open}-${QUESTIONS[open][0]}` : ''}
        attempt={attempt}
      />
      <p className="text-muted">{t('profile.what')}</p>
      {profile.isOutdated ? <Note tone="act" text={t('profile.outdated')} /> : null}
      <YourProfile said={profile.said} />
      {NAMES.map((name) => (
        <section key={name} className="flex flex-col gap-3" data-question={name}>
          <h2 className="font-semibold">{t(`profile.q.${name}`)}</h2>
          <ChoiceList
            name={name}
            legend={t(`profile.q.${name}`)}
            choices={QUESTIONS[name].map((value) => ({ value, words: t(`profile.a.${name}.${value}`) }))}
            chosen={answers[name] ?? null}
            fault={isShown && answers[name] === undefined ? t('profile.fault') : null}
            onChoose={(value) => setAnswers({ ...answers, [name]: value })}
          />
        </section>
      ))}
      {refusal ? <Note text={refusalText(refusal, t)} /> : null}
      <BusyButton busy={busy} busyText={t('wizard.saving')} className="w-full">
        {t('profile.save')}
      </BusyButton>
    </form>
  );
}

/** What the answers come to, and which of them hold it down. */
function YourProfile({ said }: Pick<RiskProfileView, 'said'>) {
  const t = useText();
  if (!said) return null;
  return (
    <div className="statement-edge flex flex-col gap-1 pt-4" data-profile={said.profile}>
      <p className="text-lg font-semibold">{t('profile.yours', { profile: t(`profile.${said.profile}`) })}</p>
      <p className="text-sm text-muted">{t(`profile.means.${said.highest}`)}</p>
      {said.heldBy.length > 0 ? (
        <p className="text-sm text-muted">
          {t('profile.heldBy', { questions: said.heldBy.map((name) => t(`profile.q.${name}`)).join(' ') })}
        </p>
      ) : null}
    </div>
  );
}

function isWhole(answers: Partial<RiskAnswersView>): answers is RiskAnswersView {
  return NAMES.every((name) => answers[name] !== undefined);
}
