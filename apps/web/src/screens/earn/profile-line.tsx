import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useServices } from '../../services/services.ts';
import { riskProfileQuery } from '../../strategies/strategies-query.ts';
import { useText } from '../../words/text.ts';

/** What the person can bear by their own answers, and the way to the questions. */
export function ProfileLine() {
  const { call } = useServices();
  const t = useText();
  const { data } = useQuery(riskProfileQuery(call));
  return (
    <Link to="/earn/profile" className="link tap text-sm" data-profile={data?.said?.profile}>
      {data?.said ? t('profile.yours', { profile: t(`profile.${data.said.profile}`) }) : t('profile.ask')}
    </Link>
  );
}
