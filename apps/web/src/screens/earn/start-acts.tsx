import type { StrategyView } from '@diboas/protocol';
import { Link } from '@tanstack/react-router';
import { isZero } from '../../money/money-text.ts';
import { useAvailable } from '../../steps/use-available.ts';
import { notSoldTexts } from '../../strategies/risk-text.ts';
import { StartButton } from '../../wizard/start-button.tsx';
import { useText } from '../../words/text.ts';

/** Reasons that the person can do something about: they answer the questions, or answer them anew. */
const BY_ANSWERS: readonly string[] = ['no_profile', 'profile_outdated', 'above_profile'];

/**
 * The way in, where it is offered: out of the balance that it takes from, or, where nothing of it is there, adding money and putting it
 * in under one confirmation. Where it is not, why.
 */
export function StartActs({ strategy }: { strategy: StrategyView }) {
  const t = useText();
  const { id, asset, network, suitability } = strategy;
  const there = useAvailable('start').available('DEFI', { asset, network });
  const answers = [{ type: 'strategy_chosen', strategy: id }] as const;
  if (suitability.kind === 'explained') {
    const isAnswered = suitability.why.some((why) => BY_ANSWERS.includes(why));
    return (
      <section className="flex flex-col gap-3 border-y border-line py-4" data-explained>
        {notSoldTexts(strategy, t).map((text) => (
          <p key={text}>{text}</p>
        ))}
        {isAnswered ? (
          <Link to="/earn/profile" className="button button-quiet">
            {t('profile.ask')}
          </Link>
        ) : null}
      </section>
    );
  }
  const isThere = there !== null && !isZero(there.amount);
  return (
    <section
      className="flex flex-col gap-3"
      aria-label={t('start.flow.start')}
      data-way-in={isThere ? 'start' : 'journey'}
    >
      {isThere ? (
        <StartButton wizard="start" answers={answers} />
      ) : (
        <>
          <StartButton wizard="journey" answers={answers} />
          <p className="text-sm text-muted">{t('journey.why')}</p>
        </>
      )}
    </section>
  );
}
