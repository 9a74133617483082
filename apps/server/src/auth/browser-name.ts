/** What a browser is called, as far as its `User-Agent` tells: proper names, which are the same in every language. */
export interface BrowserName {
  readonly browser: string | null;
  readonly system: string | null;
}

/** In this order: most browsers also name those whose pages they want to be given. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera|OPiOS)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMacintosh\b|\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

/** More than this of what a client says of itself is not looked at, and none of it is kept. */
const LOOKED_AT = 400;

/** Enough to know one's own browsers apart; anything unknown is null. */
export function browserNameOf(userAgent: string | undefined): BrowserName {
  const text = (userAgent ?? '').slice(0, LOOKED_AT);
  const nameIn = (names: typeof BROWSERS) => names.find(([sign]) => sign.test(text))?.[1] ?? null;
  return { browser: nameIn(BROWSERS), system: nameIn(SYSTEMS) };
}
