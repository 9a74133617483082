import { Link } from '@tanstack/react-router';
import { StartButton } from '../../wizard/start-button.tsx';
import { useText } from '../../words/text.ts';

/** What can be done with one's money, under what there is of it. */
export function Acts() {
  const t = useText();
  return (
    <div className="grid grid-cols-2 gap-3">
      <div className="col-span-2">
        <StartButton wizard="add_funds" />
      </div>
      <StartButton wizard="send" kind="quiet" />
      <Link to="/receive" className="button button-quiet">
        {t('nav.receive')}
      </Link>
      <StartButton wizard="withdraw" kind="quiet" />
      <StartButton wizard="move" kind="quiet" />
    </div>
  );
}
