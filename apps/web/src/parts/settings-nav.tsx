import { TopNav } from '@diboas/ui';
import { useText } from '../words/text.ts';

/** The way between the pages on which somebody sets something for themselves. */
export function SettingsNav() {
  const t = useText();
  return (
    <div className="border-b border-line">
      <TopNav
        label={t('settings.label')}
        className="-mx-2"
        places={[
          { to: '/settings/security', words: t('settings.nav.security') },
          { to: '/settings/language', words: t('settings.nav.language') },
          { to: '/verify', words: t('identity.title') },
          { to: '/settings/limits', words: t('limits.title') },
          { to: '/settings/statements', words: t('statements.title') },
          { to: '/settings/taxes', words: t('taxes.title') },
          { to: '/bank-accounts', words: t('accounts.title') },
        ]}
      />
    </div>
  );
}
