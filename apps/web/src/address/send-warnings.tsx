import type { SendWarning } from '@diboas/protocol';
import { Grouped, Note } from '@diboas/ui';
import { useText } from '../words/text.ts';

/** What is to be looked at first comes first: what swindlers do, then what may lose money, then what is only new. */
const ORDER: readonly SendWarning[] = [
  'look_alike',
  'no_key',
  'contract',
  'unusual_amount',
  'unchecked',
  'first_use',
];

/** What to look at before money goes to an address, each in words (W49). */
export function SendWarnings({
  warnings,
  alike,
  address,
}: {
  warnings: readonly SendWarning[];
  /** The known address that it looks like, where it does. */
  alike: string | null;
  address: string;
}) {
  const t = useText();
  const told = ORDER.filter((one) => warnings.includes(one));
  if (told.length === 0) return null;
  return (
    <div data-warnings>
      {told.map((warning) => (
        <Note key={warning} tone={warning === 'first_use' ? 'calm' : 'act'} text={t(`warning.${warning}`)}>
          {warning === 'look_alike' && alike !== null ? <Compared address={address} known={alike} /> : null}
        </Note>
      ))}
    </div>
  );
}

/** Both addresses, one below the other, with the letters marked in which they differ. */
function Compared({ address, known }: { address: string; known: string }) {
  const t = useText();
  const marked = differing(address, known);
  return (
    <dl className="flex flex-col gap-3 pt-2" data-compared>
      <div>
        <dt className="text-sm text-muted">{t('warning.thisAddress')}</dt>
        <dd className="font-mono">
          <Grouped value={address} marked={marked} />
        </dd>
      </div>
      <div>
        <dt className="text-sm text-muted">{t('warning.knownAddress')}</dt>
        <dd className="font-mono">
          <Grouped value={known} marked={marked} />
        </dd>
      </div>
    </dl>
  );
}

/** The places at which two texts have different letters. */
export function differing(one: string, other: string): readonly number[] {
  return Array.from({ length: Math.max(one.length, other.length) }, (_, place) => place).filter(
    (place) => one[place] !== other[place],
  );
}
