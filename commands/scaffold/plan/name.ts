import { accept, type Outcome, refuse } from '@diboas/kernel';

/** A name in the forms that files, code, addresses and people want it in. */
export interface Name {
  /** exchange-rates: files and addresses. */
  readonly kebab: string;
  /** exchangeRates: values. */
  readonly camel: string;
  /** ExchangeRates: types. */
  readonly pascal: string;
  /** EXCHANGE_RATES: operations. */
  readonly capitals: string;
  /** Exchange rates: people. */
  readonly words: string;
}

/** What the house does not call anything, because it says nothing: the tidy rules refuse it too. */
const EMPTY = ['utils', 'util', 'helpers', 'helper', 'common', 'manager', 'service', 'impl', 'types', 'misc'];

export function parseName(text: string): Outcome<Name, string> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(text) || text.length > 40)
    return refuse(
      `A name is small letters and digits with hyphens between its words, like exchange-rates; not "${text}".`,
    );
  const parts = text.split('-');
  const empty = parts.find((part) => EMPTY.includes(part));
  if (empty !== undefined) return refuse(`"${empty}" says nothing about what is inside.`);
  const capitalized = parts.map(capitalize);
  return accept({
    kebab: text,
    camel: [parts[0], ...capitalized.slice(1)].join(''),
    pascal: capitalized.join(''),
    capitals: parts.join('_').toUpperCase(),
    words: capitalize(parts.join(' ')),
  });
}

function capitalize(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
