import { untilTrue } from '@diboas/testkit/person';

/** Until nothing answers there: what is sent on a connection that is just being cut may have arrived. */
export async function untilAway(url = ''): Promise<void> {
  const isAway = () =>
    fetch(url).then(
      async (answer) => {
        await answer.body?.cancel();
        return false;
      },
      () => true,
    );
  await untilTrue(isAway, () => `${url} answers`);
}
