import type { AddressCheckView } from '@diboas/protocol';
import { networkName } from '../transaction/place-text.ts';
import type { Text } from '../words/text.ts';
import type { AddressReading } from './use-address-check.ts';

type Why = Extract<AddressCheckView, { is: 'wrong' }>['why'];

/** What is wrong with an address, and what to do: never with a word of the text, which may be a secret. */
export function wrongAddressText(why: Why, t: Text): string {
  const { reason, network, danger, character, at, length, least, most } = why;
  if (reason === 'danger' && danger) return t(`address.danger.${danger}`);
  return t(`address.wrong.${reason}`, {
    network: network ? networkName(network) : '',
    character: character ?? '',
    place: at === undefined ? '' : at + 1,
    length: length ?? '',
    least: least ?? '',
    most: most ?? '',
  });
}

/** What a text is, as it is typed; empty while there is nothing to tell. */
export function readingText(reading: AddressReading, t: Text): string {
  switch (reading.kind) {
    case 'other':
      return '';
    case 'secret':
      return t('address.wrong.secret');
    case 'reading':
      return t('address.reading');
    case 'unread':
      return t('address.unread', { network: networkName(reading.network) });
    case 'wrong':
      return wrongAddressText(reading.why, t);
    default: {
      const { network, knownAs } = reading.check;
      const good = t('address.good', { network: networkName(network) });
      return knownAs === null ? good : `${good} ${t('address.known', { name: knownAs })}`;
    }
  }
}
