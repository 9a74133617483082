import { assert } from '@diboas/kernel';

/** Where a provider is reached, for paths to be put behind it. @throws for anything but http and https: a setting says so before */
export function readBase(url: string): string {
  const { protocol } = new URL(url);
  assert(protocol === 'https:' || protocol === 'http:', 'a provider is reached over http or https', { url });
  return url.replace(/\/+$/, '');
}
