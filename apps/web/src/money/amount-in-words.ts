import { dollarsByName, moneyText } from './money-text.ts';

const ONES = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
];
const TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SCALES = ['', ' thousand', ' million', ' billion', ' trillion', ' quadrillion'];

/**
 * What was understood of what somebody typed, told another way than they wrote it: in full words where the app speaks
 * English, with the currency's name where figures and words are of one language, and as a figure elsewhere.
 */
export function amountInWords(amount: string, region: string): string {
  const [own = region, words = own] = region.split('-x-');
  if (/^en\b/i.test(words)) return dollarsInWords(amount);
  return words === own ? dollarsByName(amount, own) : moneyText({ asset: 'USD', amount }, region);
}

/** "1234.50" in English words: "One thousand two hundred thirty-four dollars and fifty cents". */
export function dollarsInWords(amount: string): string {
  const [whole = '0', fraction = ''] = amount.split('.');
  const cents = Number.parseInt(fraction.padEnd(2, '0').slice(0, 2), 10);
  const dollars = wholeInWords(whole);
  const head = `${dollars} ${whole === '1' ? 'dollar' : 'dollars'}`;
  const text = cents === 0 ? head : `${head} and ${below1000(cents)} ${cents === 1 ? 'cent' : 'cents'}`;
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function wholeInWords(digits: string): string {
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= 3) groups.push(digits.slice(Math.max(0, end - 3), end));
  const words = groups
    .map((group, scale) => ({ value: Number.parseInt(group, 10), scale }))
    .filter(({ value }) => value > 0)
    .map(({ value, scale }) => below1000(value) + (SCALES[scale] ?? ''))
    .reverse();
  return words.length === 0 ? 'zero' : words.join(' ');
}

function below1000(value: number): string {
  if (value < 20) return ONES[value] ?? '';
  if (value < 100) {
    const rest = value % 10;
    return (TENS[Math.floor(value / 10)] ?? '') + (rest === 0 ? '' : `-${ONES[rest]}`);
  }
  const rest = value % 100;
  return `${ONES[Math.floor(value / 100)]} hundred${rest === 0 ? '' : ` ${below1000(rest)}`}`;
}
