import { PageTitle } from '@diboas/ui';
import { useText } from '../words/text.ts';

/** A page that could not be drawn: its script did not arrive, or it met a bug of ours. */
export function FailedPage() {
  const t = useText();
  return (
    <div className="mx-auto flex max-w-120 flex-col gap-6 px-[20px] py-8 in-[main]:p-0" data-failed-page>
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('failed.title')}</PageTitle>
      <p className="text-lg">{t('failed.text')}</p>
      <button
        type="button"
        className="button button-brand self-start"
        onClick={() => window.location.reload()}
      >
        {t('failed.reload')}
      </button>
    </div>
  );
}
