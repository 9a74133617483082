import { CURRENCIES, isCurrency } from '@diboas/market';
import { Note, PageTitle } from '@diboas/ui';
import { ChevronDown } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { browserLanguages } from '../../first/capabilities.ts';
import { isLanguage, LANGUAGES, localeOf, nameOfTag } from '../../first/locale.ts';
import { keepLocaleChoice, readLocaleChoice } from '../../first/locale-choice.ts';
import { currencyOfRegion, keepCurrencyChoice, readCurrencyChoice } from '../../money/currency.ts';
import { moneyText, nameOfCurrency } from '../../money/money-text.ts';
import { SettingsNav } from '../../parts/settings-nav.tsx';
import { useServices } from '../../services/services.ts';
import { formatExact } from '../../time/format-time.ts';
import { useText } from '../../words/text.ts';

/** Regions that people of our languages write figures by; whoever's is not here has it from their browser. */
const REGIONS = ['en-US', 'en-GB', 'en-IN', 'pt-BR', 'pt-PT', 'es-ES', 'es-MX', 'de-DE', 'de-CH', 'fr-FR'];
const AUTOMATIC = '';

/** Which language the words are in and how figures are written, each for itself and both for this browser only. */
export function LanguagePage() {
  const t = useText();
  const { clock } = useServices();
  const [choice, setChoice] = useState(readLocaleChoice);
  const [currency, setCurrency] = useState(readCurrencyChoice);
  const [isRefused, setRefused] = useState(false);
  const automatic = localeOf(browserLanguages());
  const { language, region } = localeOf(browserLanguages(), choice);
  const [shownAt] = useState(() => new Date(clock.now()).toISOString());

  const save = (event: FormEvent): void => {
    event.preventDefault();
    // Words and figures are set once, as the page starts, so it starts again.
    if (keepLocaleChoice(choice) && keepCurrencyChoice(currency)) window.location.assign('/');
    else setRefused(true);
  };
  return (
    <form onSubmit={save} className="mx-auto flex max-w-120 flex-col gap-6">
      <SettingsNav />
      <PageTitle className="text-3xl font-semibold tracking-tight">{t('settings.title')}</PageTitle>
      <Choice
        id="language"
        label={t('settings.language')}
        value={choice.language ?? AUTOMATIC}
        automatic={t('settings.automatic', { name: nameOfTag(automatic.language, automatic.language) })}
        options={LANGUAGES.map((one) => [one, nameOfTag(one, one)])}
        onChange={(value) => setChoice({ ...choice, language: isLanguage(value) ? value : null })}
      />
      <Choice
        id="region"
        label={t('settings.region')}
        value={choice.region ?? AUTOMATIC}
        automatic={t('settings.automatic', { name: nameOfTag(automatic.region, language) })}
        options={REGIONS.map((one) => [one, nameOfTag(one, language)])}
        onChange={(value) => setChoice({ ...choice, region: value === AUTOMATIC ? null : value })}
      />
      <Choice
        id="currency"
        label={t('settings.currency')}
        value={currency ?? AUTOMATIC}
        automatic={t('settings.automatic', { name: nameOfCurrency(currencyOfRegion(region), language) })}
        options={CURRENCIES.map((one) => [one, nameOfCurrency(one, language)])}
        onChange={(value) => setCurrency(isCurrency(value) ? value : null)}
      />
      <p className="text-sm text-muted" aria-live="polite">
        {t('settings.example', {
          money: moneyText({ asset: currency ?? currencyOfRegion(region), amount: '1234.50' }, region),
          time: formatExact(shownAt, region),
        })}
      </p>
      {isRefused ? <Note text={t('settings.notKept')} /> : null}
      <button type="submit" className="button button-brand w-full">
        {t('settings.save')}
      </button>
    </form>
  );
}

function Choice({
  id,
  label,
  value,
  automatic,
  options,
  onChange,
}: {
  id: string;
  label: string;
  value: string;
  automatic: string;
  options: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
}) {
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      <div className="relative">
        <select
          id={id}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          className="min-h-12 w-full appearance-none truncate rounded-(--radius-control) border border-control bg-surface pr-11 pl-3"
        >
          <option value={AUTOMATIC}>{automatic}</option>
          {options.map(([tag, name]) => (
            <option key={tag} value={tag} lang={id === 'language' ? tag : undefined}>
              {name}
            </option>
          ))}
        </select>
        <ChevronDown
          className="pointer-events-none absolute top-1/2 right-3 size-5 -translate-y-1/2 text-muted"
          aria-hidden="true"
        />
      </div>
    </div>
  );
}
