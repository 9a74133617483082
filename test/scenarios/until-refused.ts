import { untilTrue } from '@diboas/testkit/person';

/**
 * Until its port is shut and every connection to it gone: what is sent on one that is just being cut may have arrived, so
 * nothing takes over from it.
 */
export async function untilRefused(url = ''): Promise<void> {
  const isRefused = async () =>
    await fetch(url).then(
      async (answer) => {
        await answer.body?.cancel();
        return false;
      },
      (error: Error) => (error.cause as { code?: string } | undefined)?.code === 'ECONNREFUSED',
    );
  await untilTrue(isRefused, () => `${url} answers`);
}
